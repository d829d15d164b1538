// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import ExecutionTraceFormat
import TestSupport
import Testing

/// Traces that are cut or broken: what stands before the damage is told, and nothing traps.
@Suite struct DamagedTraceTests {
  @Test(arguments: RecordedTraceTests.readable)
  func `a cut keeps what stands before it and says so`(name: String) throws {
    let bytes = try RecordedTraceTests.bytes(name)
    let whole = try TraceDecoder.decode(bytes.rawBytes)
    var events = 0
    for cut in Mutations.cuts(of: bytes.count, limit: 40) where cut >= TraceVersion.headerLength {
      let summary = try TraceDecoder.decode(bytes.rawBytes.extracting(0..<cut))
      #expect(summary.events <= whole.events)
      // Up to the end of the first generation a few events may be lost that others wait for.
      events = max(events, summary.events)
      #expect(cut == bytes.count || !summary.gaps.isEmpty, "cut at \(cut) is not told")
      #expect(cut == bytes.count || summary.isCut || summary.events == 0, "cut at \(cut) is not told")
      #expect(summary.goroutines.map(\.id) == summary.goroutines.map(\.id).sorted())
    }
    #expect(events == whole.events)
  }

  @Test func `the end of a cut trace is told without names, and what came before it with them`() throws {
    let bytes = try RecordedTraceTests.bytes("go1.27.3")
    let whole = try TraceDecoder.decode(bytes.rawBytes)
    let end = try #require(HandmadeTrace.endOfFirstGeneration(bytes))
    let summary = try TraceDecoder.decode(bytes.rawBytes.extracting(0..<(end + bytes.count) / 2))
    #expect(summary.isCut && summary.gaps.count == 1)
    #expect(summary.events < whole.events)
    // What leaked in the first second is known with its place, although the last generation has no tables.
    let leaked = summary.goroutines.filter { goroutine in
      goroutine.creation.map { summary.stacks.codeFrames(of: $0)[0].function } == "main.leakSend"
    }
    #expect(leaked.count == 1 && leaked[0].blockReason == "chan send" && leaked[0].blockedAt != nil)
  }

  @Test(arguments: RecordedTraceTests.readable)
  func `damaged traces are refused or read in part`(name: String) throws {
    let bytes = try RecordedTraceTests.bytes(name)
    var random = SeededGenerator(seed: 22)
    for _ in 0..<20 {
      let damaged = Mutations.damaged(bytes, using: &random)
      do {
        let summary = try TraceDecoder.decode(damaged.rawBytes)
        #expect(summary.goroutines.count <= damaged.count)
      } catch {
        #expect(error.reason == .unrecognized)
      }
    }
  }

  @Test func `a generation whose events contradict each other costs only itself`() throws {
    let bytes = try RecordedTraceTests.bytes("go1.27.3")
    // The ends of generations are single bytes between batches: the first one separates the first second.
    let end = try #require(HandmadeTrace.endOfFirstGeneration(bytes))
    var broken = Array(bytes[..<TraceVersion.headerLength])
    // A goroutine that starts without having been told, on a thread without a processor.
    var generation = HandmadeTrace(header: false)
    generation.batch(generation: 1, thread: 9, events: [25, 1, 7, 9, 2, 25, 1, 7, 9, 4])
    generation.endGeneration(1)
    broken += generation.bytes + bytes[end...]
    let summary = try TraceDecoder.decode(broken.rawBytes)
    #expect(summary.gaps.count == 1 && summary.gaps[0].hasPrefix("the rest of a generation from byte"))
    let whole = try TraceDecoder.decode(bytes.rawBytes)
    #expect(summary.events > whole.events / 4)
    #expect(summary.goroutines.contains { $0.id == 7 && $0.state == .unknown })
    #expect(summary.goroutines.contains { $0.state == .waiting })
  }
}
