// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// What extended records say about the member that follows them.
struct TarExtension {
  var name: String?
  var size: Int?

  /// Takes in the contents of a pax header ("LENGTH KEY=VALUE\n" repeated) or of a GNU long name.
  ///
  /// Records that do not follow the format end the reading: what was understood before them holds.
  mutating func add(_ contents: RawSpan, isPax: Bool) {
    let bytes = contents.asBytes
    guard isPax else {
      name = TarHeader.text(bytes, bytes.indices)
      return
    }
    var start = 0
    while start < bytes.count {
      var index = start
      var length = 0
      while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]), length < 1 << 40 {
        length = length * 10 + Int(bytes[index] - UInt8(ascii: "0"))
        index += 1
      }
      // The length counts the whole record, its own digits and the line feed included.
      let end = start + length
      guard index < end, end <= bytes.count, bytes[index] == UInt8(ascii: " "), bytes[end - 1] == 10 else { return }
      var record: [UInt8] = []
      for position in index + 1..<end - 1 { record.append(bytes[position]) }
      let parts = record.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 {
        let value = String(decoding: parts[1], as: UTF8.self)
        switch String(decoding: parts[0], as: UTF8.self) {
        case "path": name = value
        case "size": size = Int(value).flatMap { $0 >= 0 && $0 < 1 << 60 ? $0 : nil }
        default: break
        }
      }
      start = end
    }
  }
}
