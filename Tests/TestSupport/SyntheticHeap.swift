// SPDX-License-Identifier: Apache-2.0

package import Evidence
import Foundation

/// Heap profiles made from sampled counts, scaled and cut off as Go's runtime does.
package struct SyntheticHeap {
  /// One bucket: objects of one size from one stack.
  package struct Bucket {
    package var frames: [CodeFrame]
    package var size: Int64
    package var allocated: Int
    package var inUse: Int
  }

  package var rate: Int64
  package var buckets: [Bucket] = []
  /// Whether rows carry the label "bytes".
  package var hasLabels = true
  package var durationNanos: Int64 = 0
  package var buildID = ""

  package init(rate: Int64 = 512 * 1024) { self.rate = rate }

  /// Adds a bucket whose stack is a line of main.go, below `main.main`.
  package mutating func add(line: Int, size: Int64, allocated: Int, inUse: Int, library: [String] = []) {
    add(frames: Self.frames(line: line, library: library), size: size, allocated: allocated, inUse: inUse)
  }

  package mutating func add(frames: [CodeFrame], size: Int64, allocated: Int, inUse: Int) {
    buckets.append(Bucket(frames: frames, size: size, allocated: allocated, inUse: inUse))
  }

  /// Library functions called at a line of main.go, leaf first.
  package static func frames(line: Int, library: [String] = []) -> [CodeFrame] {
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

  /// The profile that Go would write.
  package var profile: Profile {
    var profile = Profile()
    let names = ["alloc_objects", "alloc_space", "inuse_objects", "inuse_space"]
    profile.sampleTypes = names.map {
      .init(
        type: profile.strings.intern($0),
        unit: profile.strings.intern($0.hasSuffix("space") ? "bytes" : "count")
      )
    }
    profile.period = rate
    profile.durationNanos = durationNanos
    if !buildID.isEmpty {
      var mapping = ProfileMapping(start: 0x400000, limit: 0x800000, offset: 0, file: .empty, buildID: .empty)
      mapping.buildID = profile.strings.intern(buildID)
      profile.mappings = [mapping]
    }
    let label = profile.strings.intern("bytes")
    var locations: [CodeFrame: UInt32] = [:]
    var stacks: [UInt32] = []
    var labels: [UInt32] = []
    var columns = [[Int64]](repeating: [], count: 4)
    for bucket in buckets {
      let run = bucket.frames.map { frame -> UInt32 in
        if let known = locations[frame] { return known }
        profile.functions.append(
          name: profile.strings.intern(frame.function),
          systemName: .empty,
          file: profile.strings.intern(frame.location.file),
          startLine: 0
        )
        profile.locations.appendLine(
          function: UInt32(profile.functions.count - 1),
          number: Int64(frame.location.line),
          column: 0
        )
        profile.locations.append(address: 0x400000 + UInt64(locations.count))
        locations[frame] = UInt32(locations.count)
        return UInt32(locations.count - 1)
      }
      stacks.append(profile.stacks.intern(run[...]))
      labels.append(hasLabels ? profile.labelSets.intern([ProfileLabel(key: label, number: bucket.size)]) : 0)
      let scale = rate <= 1 ? 1 : 1 / (1 - exp(-Double(bucket.size) / Double(rate)))
      for (column, count) in [(0, bucket.allocated), (2, bucket.inUse)] {
        columns[column].append(Int64(Double(count) * scale))
        columns[column + 1].append(Int64(Double(Int64(count) * bucket.size) * scale))
      }
    }
    profile.samples = ProfileSamples(stacks: stacks, labelSets: labels, values: columns.flatMap { $0 })
    return profile
  }

  /// The profile as taken after a collection at a moment of a capture.
  package func observation(at seconds: Double?, source: String = "heap.pb.gz") -> HeapObservation {
    HeapObservation(profile: profile, at: seconds, round: nil, source: source, isAfterCollection: true)
  }
}
