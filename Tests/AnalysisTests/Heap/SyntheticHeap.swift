// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestSupport

/// Heap profiles of a program of one file, made from sampled counts.
struct SyntheticHeap {
  var rate: Int64
  /// Whether rows carry the label "bytes".
  var hasLabels = true
  var durationNanos: Int64 = 0
  private var rows: [HeapRow] = []

  init(rate: Int64 = 512 * 1024) { self.rate = rate }

  /// Adds objects of one size from a stack that is a line of main.go, below `main.main`.
  mutating func add(line: Int, size: Int64, allocated: Int, inUse: Int, library: [String] = []) {
    var row = HeapRow(size: size, allocated: Int64(allocated), inUse: Int64(inUse))
    row.frames = Self.frames(line: line, library: library).map { "\($0.function) \($0.location)" }
    rows.append(row)
  }

  /// Library functions called at a line of main.go, leaf first.
  static func frames(line: Int, library: [String] = []) -> [CodeFrame] {
    library.map { function in
      let package = function.prefix { $0 != "." }
      return CodeFrame(function: function, location: SourceLocation(file: "/usr/local/go/src/\(package)/x.go", line: 7))
    } + [
      CodeFrame(function: "main.f\(line)", location: SourceLocation(file: "/src/shop/main.go", line: line)),
      CodeFrame(function: "main.main", location: SourceLocation(file: "/src/shop/main.go", line: 1)),
      CodeFrame(
        function: "runtime.main",
        location: SourceLocation(file: "/usr/local/go/src/runtime/proc.go", line: 283)
      ),
    ]
  }

  /// The profile as taken after a collection at a moment of a capture.
  func observation(at seconds: Double?, source: String = "heap.pb.gz") -> HeapObservation {
    var profile = Profile.heap(rows, rate: max(1, rate))
    profile.period = rate
    profile.durationNanos = durationNanos
    if !hasLabels {
      let samples = profile.samples
      profile.samples = ProfileSamples(
        stacks: samples.stacks,
        labelSets: samples.stacks.map { _ in 0 },
        values: samples.values
      )
    }
    return HeapObservation(profile: profile, at: seconds, round: nil, source: source, isAfterCollection: true)
  }
}
