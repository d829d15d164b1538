// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Foundation
import TestSupport
import Testing

@testable import GoRuntimeMemory
@testable import ProcessImages

/// Memory that a process could never hold: errors and gaps are answers, traps are not.
@Suite(.enabled(if: !allToolchains.isEmpty, "\(GoToolchains.absence)"), .serialized)
struct TornMemoryTests {
  @Test(arguments: allToolchains.filter { ["go1.21.13", "go1.27.3"].contains($0) })
  func `no damage to a snapshot traps`(_ version: String) async throws {
    let running = try RunningGoProgram(try await GoToolchains.build(RetainingPathTests.source, version: version))
    let debug = try debugInformation(of: running.pid)
    let snapshot = try ProcessSnapshot.take(running.pid)
    let whole = snapshot.memory.bytes
    let parts = snapshot.memory.regions.map { region in
      let count = Int(region.end - region.start)
      return (start: region.start, bytes: [UInt8](copying: whole.extracting(region.offset..<region.offset + count)))
    }
    // Words that could be addresses are damaged most, for they lead astray.
    let addresses = parts.map(\.start)
    var random = SeededGenerator(seed: 5)
    var readable = 0
    for round in 0..<12 {
      var damaged = parts
      for _ in 0..<(50 << (round % 6 * 2)) {
        let part = Int.random(in: damaged.indices, using: &random)
        guard damaged[part].bytes.count >= 16 else { continue }
        let place = Int.random(in: 0..<damaged[part].bytes.count / 8 - 1, using: &random) * 8
        let value: UInt64 =
          switch Int.random(in: 0..<4, using: &random) {
          case 0: UInt64.random(in: 0...UInt64.max, using: &random)
          case 1: UInt64.random(in: 0...64, using: &random)
          case 2: (addresses.randomElement(using: &random) ?? 0) &+ UInt64.random(in: 0...1 << 20, using: &random) & ~7
          default: UInt64.max - UInt64.random(in: 0...64, using: &random)
          }
        for byte in 0..<8 { damaged[part].bytes[place + byte] = UInt8(truncatingIfNeeded: value >> UInt64(8 * byte)) }
      }
      var torn = snapshot
      torn.memory = try #require(MemoryImage(damaged))
      do {
        let program = try ProgramGraph(torn, debug: debug)
        _ = RetentionReader(program).read(
          stop: .init(milliseconds: 0, copiedBytes: 0, threads: 0),
          type: "main.*",
          address: program.heap.spans.first?.base
        )
        var question = GoroutineCensus.Question()
        question.showsAll = true
        question.showsValues = true
        _ = GoroutineCensus(program, question, now: 1 << 40)
          .read(stop: .init(milliseconds: 0, copiedBytes: 0, threads: 0))
        readable += 1
      } catch {
        // What makes no sense is refused.
      }
    }
    #expect(readable > 0, "with little damage most is still read")
  }
}

/// Numbers that do not add up are told, and what rests on them is not shown.
@Suite(
  .enabled(if: !allToolchains.isEmpty, "\(GoToolchains.absence)"),
  .enabled(if: Tracing.isPermitted, "\(Tracing.absence)"),
  .serialized
)
struct GraphChecksTests {
  @Test(arguments: allToolchains.suffix(1))
  func `a heap that does not add up shows the reason and no sizes`(_ version: String) async throws {
    let running = try RunningGoProgram(try await GoToolchains.build(RetainingPathTests.source, version: version))
    let debug = try debugInformation(of: running.pid)
    let snapshot = try ProcessSnapshot.take(running.pid)
    #expect(GraphChecks(try ProgramGraph(snapshot, debug: debug)).failures.isEmpty)
    // As if the runtime counted a gigabyte more than is found.
    let layout = RuntimeLayout(debug, bias: snapshot.loadBias)
    let place =
      try layout.address("runtime.gcController") &+ (try layout.field("runtime.gcControllerState", "heapInUse")).offset
    let whole = snapshot.memory.bytes
    let parts = snapshot.memory.regions.map { region in
      let count = Int(region.end - region.start)
      var bytes = [UInt8](copying: whole.extracting(region.offset..<region.offset + count))
      if place >= region.start, place < region.end { bytes[Int(place - region.start) + 3] |= 0x40 }
      return (start: region.start, bytes: bytes)
    }
    var other = snapshot
    other.memory = try #require(MemoryImage(parts))
    let result = RetentionReader(try ProgramGraph(other, debug: debug))
      .read(stop: .init(milliseconds: 0, copiedBytes: 0, threads: 0), type: "main.*")
    #expect(result.gaps.contains { $0.contains("no sizes, paths or types are shown") })
    #expect(result.roots.isEmpty && result.accumulations.isEmpty && result.matches == [] && result.reached.bytes == 0)
  }
}
