// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Foundation
import Intake
import TestSupport
import Testing

@Suite struct RuntimeLogIntakeTests {
  private static func line(_ number: Int) -> String {
    "gc \(number) @\(number).000s 3%: 0.021+0.86+0.014 ms clock, 0.042+0.26/0.55/0+0.028 ms cpu, "
      + "8->9->4 MB, 10 MB goal, 1 MB stacks, 2 MB globals, 2 P\n"
  }

  /// The numbers of the collections in files, each with its process.
  private func numbers(_ paths: [String]) throws -> (cycles: [[Int]], gaps: [String]) {
    var intake = RuntimeLogIntake(paths.map { .file($0) })
    var cycles: [[Int]] = []
    while try intake.step({ entry in
      guard case .cycle(let cycle) = entry.record else { return }
      while cycles.count <= entry.process { cycles.append([]) }
      cycles[entry.process].append(cycle.number)
    }) != .finished {}
    return (cycles, intake.gaps)
  }

  @Test func `a log that was rotated and compressed is one process`() throws {
    let scratch = try Scratch()
    let oldest = GzipDeflater.deflate(Array((1...3).map(Self.line).joined().utf8).rawBytes)
    let paths = [
      try scratch.write("app.log.2.gz", oldest), try scratch.write("app.log.1", (4...6).map(Self.line).joined()),
      try scratch.write("app.log", (7...9).map(Self.line).joined()),
    ]
    let read = try numbers(paths)
    #expect(read.cycles == [Array(1...9)])
    #expect(read.gaps == [])
  }

  @Test func `a compressed log that was cut is read as far as it goes, and says so`() throws {
    let scratch = try Scratch()
    let whole = GzipDeflater.deflate(Array((1...3000).map(Self.line).joined().utf8).rawBytes)
    let read = try numbers([try scratch.write("app.log.gz", Array(whole.prefix(whole.count * 2 / 3)))])
    #expect(read.gaps.count == 1)
    let cycles = try #require(read.cycles.first)
    #expect(cycles.count > 500)
    #expect(cycles == Array(1...cycles.count))
  }

  @Test func `a file that is not there is one sentence`() throws {
    #expect(throws: IntakeError.self) { try numbers(["/nowhere/app.log"]) }
    #expect(throws: IntakeError.self) { try numbers(["/"]) }
  }

  /// Takes more steps than there are pieces.
  private func read(_ intake: inout RuntimeLogIntake, into numbers: inout [Int]) throws {
    for _ in 0..<20 {
      _ = try intake.step { if case .cycle(let cycle) = $0.record { numbers.append(cycle.number) } }
    }
  }

  @Test func `a log that is followed is read on through a rotation, also in the middle of a line`() throws {
    let scratch = try Scratch()
    let path = scratch.folder.appending(path: "app.log").path
    var intake = RuntimeLogIntake([.file(path)], follows: true)
    var numbers: [Int] = []
    try read(&intake, into: &numbers)
    #expect(numbers == [])
    try scratch.write("app.log", Self.line(1) + String(Self.line(2).prefix(50)))
    try read(&intake, into: &numbers)
    #expect(numbers == [1])
    try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
    try scratch.write("app.log", Self.line(3))
    try read(&intake, into: &numbers)
    #expect(numbers == [1, 3])
    intake.finish { _ in }
  }
}
