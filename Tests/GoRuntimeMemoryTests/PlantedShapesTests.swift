// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import ProcessImages
import TestSupport
import Testing

@testable import GoRuntimeMemory

/// The shapes of Fixtures/object-graph, all in one program: each file says by which path its objects must be found.
///
/// `Scripts/object-graph` tries each file alone on every toolchain.
@Suite(
  .enabled(if: !allToolchains.isEmpty, "\(GoToolchains.absence)"),
  .enabled(if: Tracing.isPermitted, "\(Tracing.absence)"),
  .serialized
)
struct PlantedShapesTests {
  private static let folder = Fixtures.repository.appending(path: "Fixtures/object-graph")

  /// Toolchains whose layouts differ most; `STANCH_ALL_SHAPES=1` takes all.
  private static let toolchains = allToolchains.filter {
    ProcessInfo.processInfo.environment["STANCH_ALL_SHAPES"] != nil
      || ["go1.22.10", "go1.24.11", "go1.27.3"].contains($0)
  }

  @Test(arguments: toolchains)
  func `every planted object is found by its path, byte for byte`(_ version: String) async throws {
    let minor = try #require(Int(version.split(separator: ".")[1]))
    let expected = try ExpectedPaths(of: Self.folder, goMinor: minor)
    let running = try RunningGoProgram(try await GoToolchains.build(folder: Self.folder, version: version))
    var marks: [String: UInt64] = [:]
    for mark in running.firstLine.split(separator: " ").dropFirst() {
      let parts = mark.split(separator: "=")
      if parts.count == 2 { marks[String(parts[0])] = UInt64(parts[1], radix: 16) }
    }
    let program = try ProgramGraph(try ProcessSnapshot.take(running.pid), debug: try debugInformation(of: running.pid))
    let reader = RetentionReader(program)
    let stop = HeapRetention.Stop(milliseconds: 0, copiedBytes: 0, threads: 0)
    for (type, rows) in expected.rows {
      var found: [String: Int] = [:]
      for match in reader.read(stop: stop, type: type).matches ?? [] { found[match.path, default: 0] += match.count }
      var left = Set(found.keys)
      for row in rows {
        #expect(row.paths.reduce(0) { $0 + (found[$1] ?? 0) } == row.count, "\(type) on \(version): \(found)")
        left.subtract(row.paths)
      }
      #expect(left.isEmpty, "\(type) on \(version): \(left)")
    }
    for (mark, path) in expected.marks {
      let address = try #require(marks[mark], "\(mark)")
      #expect(reader.read(stop: stop, address: address).object?.path == path, "\(mark) on \(version)")
    }
    #expect(program.heap.gaps.isEmpty)
    #expect(expected.rows.count > 30 && expected.marks.count > 10)
  }
}

/// What the comments of a folder of Go sources expect on a version.
private struct ExpectedPaths {
  /// By type the paths to its objects, of which some may be read one way or another, and how many there are; none at all
  /// when objects of it must not be held.
  var rows: [String: [(paths: [String], count: Int)]] = [:]
  /// By mark the path to the object.
  var marks: [String: String] = [:]

  init(of folder: URL, goMinor: Int) throws {
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    where file.pathExtension == "go" && file.lastPathComponent != "main.go" {
      let text = try String(contentsOf: file, encoding: .utf8)
      if text.contains("//go:build go1.24"), goMinor < 24 { continue }
      if text.contains("//go:build cgo") { continue }
      for line in text.split(separator: "\n") {
        if line.hasPrefix("// absent ") { rows[String(line.dropFirst(10)), default: []] += [] }
        guard line.hasPrefix("// expect ") else { continue }
        var rest = line.dropFirst(10)
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
          let bounds = rest[..<end].dropFirst().split(separator: "-").compactMap { Int($0.dropFirst(2)) }
          rest = rest[end...].dropFirst(2)
          guard goMinor >= bounds[0], bounds.count == 1 || goMinor <= bounds[1] else { continue }
        }
        let parts = rest.split(separator: ": ", maxSplits: 1)
        let subject = parts[0].split(separator: " ")
        if subject[0].hasPrefix("@") {
          marks[String(subject[0].dropFirst())] = String(parts[1])
        } else {
          let paths = parts[1].split(separator: " | ").map(String.init)
          rows[String(subject[0]), default: []].append((paths, try #require(Int(subject[1].dropFirst()))))
        }
      }
    }
  }
}
