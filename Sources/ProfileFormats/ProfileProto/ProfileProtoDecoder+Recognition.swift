// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

extension ProfileProtoDecoder {
  /// Whether inflated bytes begin like a profile: only fields that profile.proto has, and a sample type among them.
  ///
  /// The format has no magic number, but its keys are improbable in text: every known text format fails in its first
  /// word. Looks at 4,096 fields at most, so that a profile with a large string table in front is still recognized. A
  /// cut is no obstacle.
  package static func recognizes(_ bytes: RawSpan) -> Bool {
    typealias Fields = ProfileProtoFields.Profile
    var cursor = ByteCursor(bytes)
    for _ in 0..<4096 where !cursor.isAtEnd {
      guard let field = try? cursor.readField() else { return false }
      switch (field.number, field.value) {
      case (Fields.sampleType, .bytes(let range)): return isValueType(bytes, range)
      case (Fields.sampleType...Fields.string, .bytes), (Fields.periodType, .bytes), (Fields.comment, .bytes): continue
      case (Fields.dropFrames...Fields.durationNanos, .varint), (Fields.period...Fields.documentation, .varint):
        continue
      default: return false
      }
    }
    return false
  }

  /// Whether a message is two numbers, as a sample type is: an empty line of text also looks like a field 1.
  private static func isValueType(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
    var isPlausible = !range.isEmpty
    let end: Void? = try? forEachField(of: bytes, in: range) { (field: ProtoField) throws(DecodingError) in
      _ = try field.varint()
      isPlausible = isPlausible && field.number <= ProfileProtoFields.ValueType.unit
    }
    return isPlausible && end != nil
  }
}
