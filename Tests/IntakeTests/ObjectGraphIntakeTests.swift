// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Intake
import TestSupport
import Testing

@Suite struct ObjectGraphIntakeTests {
  private static let look: ObjectGraphLook = {
    let stop = HeapRetention.Stop(milliseconds: 4.5, copiedBytes: 1 << 20, threads: 6)
    let amount = HeapRetention.Amount(objects: 500, bytes: 1 << 20)
    var look = ObjectGraphLook(
      goVersion: "go1.27.3",
      typedShare: 0.98,
      snapshots: [.init(instant: 1_790_000_000, stop: stop, allocated: amount, reached: amount)]
    )
    look.holders = [
      GrowingHolder(
        container: .syncMap,
        path: "main.seen[string] -> *main.Item",
        containerPath: "main.seen",
        root: .init(sort: .goroutine, name: "main.run", function: "main.run", local: "seen"),
        steps: [.init(edge: "[string]", type: "*main.Item")],
        elementType: "main.Item",
        before: amount,
        after: amount,
        came: 3,
        gone: 1,
        retainedBytes: .max
      )
    ]
    look.tree = [
      .init(depth: 0, label: "main.seen", count: 1, bytes: 8, bytesBefore: nil, isAccumulation: false)
    ]
    return look
  }()

  private func decoded(_ bytes: [UInt8]) throws -> ObjectGraphLook? {
    for case .graph(let look) in try EvidenceReader.items(in: bytes.rawBytes, name: "graph").items { return look }
    return nil
  }

  @Test func `what was written is read again, and is recognized by its content`() throws {
    let bytes = try ObjectGraphEvidence.encoded(Self.look)
    #expect(EvidenceFormats.format(of: bytes.rawBytes)?.name == "object graph")
    #expect(try decoded(bytes) == Self.look)
  }

  @Test func `a cut or damaged file is refused and never harms`() throws {
    let bytes = try ObjectGraphEvidence.encoded(Self.look)
    for end in stride(from: 18, to: bytes.count - 2, by: 7) {
      #expect(throws: IntakeError.self) { try decoded(Array(bytes[..<end])) }
    }
    for position in stride(from: 18, to: bytes.count, by: 5) {
      var damaged = bytes
      damaged[position] ^= 0x11
      do {
        _ = try decoded(damaged)
      } catch {
        #expect(error is IntakeError)
      }
    }
  }

  @Test func `a later form says so`() throws {
    let error = try #require(throws: IntakeError.self) {
      try decoded(Array("{\"objectGraph\":2}\n{}\n".utf8))
    }
    #expect("\(error)".contains("a later version of stanch wrote it"))
  }

  @Test func `numbers beyond reason and endless lists are bounded`() throws {
    var look = Self.look
    look.snapshots[0].instant = 1e300
    #expect(throws: IntakeError.self) { try decoded(try ObjectGraphEvidence.encoded(look)) }
    look = Self.look
    look.holders = Array(repeating: look.holders[0], count: 1000)
    #expect(try decoded(try ObjectGraphEvidence.encoded(look))?.holders.count == 200)
  }
}
