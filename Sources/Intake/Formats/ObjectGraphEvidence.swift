// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
package import Evidence
import FoundationEssentials

/// What two snapshots of a live program's object graph showed: a line that names the form, and one line of JSON.
package struct ObjectGraphEvidence: EvidenceFormat {
  package let name = "object graph"

  /// The first line; the number is the version of the form.
  private static let mark = #"{"objectGraph":1}"#
  private static let anyMark = #"{"objectGraph":"#
  /// More than any look has; what is beyond is left out.
  private static let holderLimit = 200
  private static let rowLimit = 1000

  package init() {}

  package func recognizes(_ bytes: RawSpan) -> Bool { Self.begins(bytes, with: Self.anyMark) }

  package func decode(_ bytes: RawSpan, shape: InflatedShape) throws(DecodingError) -> [EvidenceItem] {
    guard Self.begins(bytes, with: Self.mark + "\n") else {
      throw DecodingError(
        .unrecognized,
        at: 0,
        expected: "an object graph of form 1: a later version of stanch wrote it"
      )
    }
    let start = Self.mark.utf8.count + 1
    var body: [UInt8] = []
    body.append(copying: bytes.extracting(start..<bytes.byteCount))
    var look: ObjectGraphLook
    do {
      look = try JSONDecoder().decode(ObjectGraphLook.self, from: Data(body))
    } catch {
      throw DecodingError(.unrecognized, at: start, expected: "the fields of an object graph")
    }
    guard look.snapshots.count <= 2, look.snapshots.allSatisfy({ (0...95_000_000_000).contains($0.instant) }) else {
      throw DecodingError(.unrecognized, at: start, expected: "one or two snapshots with their moments")
    }
    if look.holders.count > Self.holderLimit { look.holders.removeLast(look.holders.count - Self.holderLimit) }
    if look.tree.count > Self.rowLimit { look.tree.removeLast(look.tree.count - Self.rowLimit) }
    return [.graph(look)]
  }

  /// The bytes that `decode` reads.
  package static func encoded(_ look: ObjectGraphLook) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array((mark + "\n").utf8) + Array(try encoder.encode(look)) + [UInt8(ascii: "\n")]
  }

  private static func begins(_ bytes: RawSpan, with text: String) -> Bool {
    let wanted = Array(text.utf8)
    return bytes.byteCount >= wanted.count && bytes.extracting(0..<wanted.count).hasSameBytes(as: wanted.rawBytes)
  }
}
