// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Foundation
import Intake
import TestSupport
import Testing

/// Judges the recorded bundles of the laboratory: what `make accuracy` tabulates, as a promise.
///
/// A program's markers say what must be found: `// leak: here`, or `// leak: also` where the evidence reaches no further.
@Suite struct RecordingTests {
  /// A recorded bundle: `leaks/<kind>/<variant>/<version>.tar.gz` or `healthy/<name>/<version>.tar.gz`.
  struct Recording: CustomTestStringConvertible, Sendable {
    let path: String

    var testDescription: String { path }
    var parts: [String] { path.split(separator: "/").dropFirst().map(String.init) }
    var kind: String? { parts[0] == "leaks" ? parts[1] : nil }
    var isLeaky: Bool { parts[0] == "leaks" && parts[2].hasPrefix("leaky") }
    var program: URL {
      Fixtures.repository.appending(path: "Examples/" + parts.dropLast().joined(separator: "/"))
    }

    func diagnosis() throws -> Diagnosis {
      let file = Fixtures.repository.appending(path: "Fixtures/\(path)").path
      return Examination(CaseFile(try FileIntake.capture(of: [file]))).diagnosis()
    }

    /// Words of a line of the program's header: `accepts` names kinds that are right as well, `allowed` levels.
    func header(_ name: String) throws -> Set<String> {
      let main = try String(contentsOf: program.appending(path: "main.go"), encoding: .utf8)
      let lines = main.split(separator: "\n").filter { $0.hasPrefix("// \(name): ") }
      return Set(lines.flatMap { $0.dropFirst(name.count + 5).split(separator: ", ").map(String.init) })
    }

    /// Whether the program leaks with this toolchain: `until: go1.26` names the last release with which it does.
    func leaks() throws -> Bool {
      guard let last = try header("until").first?.split(separator: ".").last.flatMap({ Int($0) }),
        let minor = parts.last?.split(separator: ".").dropFirst().first.flatMap({ Int($0) })
      else { return true }
      return minor <= last
    }

    /// File names (last element) and lines of the markers.
    func markers() throws -> Set<String> {
      var markers: Set<String> = []
      for name in try FileManager.default.subpathsOfDirectory(atPath: program.path) where name.hasSuffix(".go") {
        let text = try String(contentsOf: program.appending(path: name), encoding: .utf8)
        let file = name.split(separator: "/").last.map(String.init) ?? name
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where line.contains("// leak: here") || line.contains("// leak: also") {
          markers.insert("\(file):\(index + 1)")
        }
      }
      return markers
    }
  }

  static func recordings() throws -> [Recording] {
    try Fixtures.files(in: "recordings", withSuffix: ".tar.gz").map { Recording(path: $0) }
  }

  static let leaky = (try? recordings().filter(\.isLeaky)) ?? []
  static let sound = (try? recordings().filter { !$0.isLeaky }) ?? []

  @Test func `there are recordings of every goroutine kind and of healthy programs`() {
    let kinds = Set(Self.leaky.compactMap(\.kind))
    // A queue's backlog shows in the heap as well; recordings of what grows in the heap are another matter.
    for kind in LeakKinds.goroutineKinds where !(kind is any HeapLeakKind) {
      #expect(kinds.contains(kind.id), "no recording of \(kind.id)")
    }
    #expect(Set(Self.sound.filter { $0.kind == nil }.map { $0.parts[1] }).count >= 12)
  }

  @Test(arguments: leaky)
  func `a leaky program is found with its kind at its line, and nothing else`(recording: Recording) throws {
    let alarms = try recording.diagnosis().findings.filter { $0.level != .note }
    guard try recording.leaks() else {
      #expect(alarms.map(\.title) == [])
      return
    }
    #expect(alarms.count == 1)
    let kinds = try recording.header("accepts").union([recording.kind ?? ""])
    #expect(alarms.allSatisfy { kinds.contains($0.kind) }, "\(alarms.map(\.kind))")
    let location = try #require(alarms.first?.location)
    let file = location.file.split(separator: "/").last.map(String.init) ?? location.file
    #expect(try recording.markers().contains("\(file):\(location.line)"))
  }

  @Test(arguments: sound)
  func `a mended or healthy program never has a leak`(recording: Recording) throws {
    let diagnosis = try recording.diagnosis()
    #expect(diagnosis.findings.filter { $0.level == .leak }.map(\.title) == [])
    // In twenty seconds a ramp, or a cache whose bound lies beyond the watch, cannot be told from a leak.
    if try recording.parts[1] != "subscriber-ramp" && !recording.header("allowed").contains("suspect") {
      #expect(diagnosis.findings.filter { $0.level == .suspect }.map(\.title) == [])
    }
  }
}
