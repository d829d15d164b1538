// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Writes tar archives of regular files: ustar, with a pax header only where ustar cannot say it.
///
/// Equal members give equal bytes: owner, group and mode are constants, and the time is the caller's. The archive grows
/// in memory; a caller that writes a large one takes the finished bytes away between members with `takeBytes`.
package struct TarWriter {
  /// Why a member was not taken; the archive stays as it was.
  package enum Refusal: Error, Hashable, Sendable {
    /// Empty, absolute, with "..", with control characters or too long.
    case unsafeName(String)
    case duplicateName(String)
  }

  private var bytes: [UInt8] = []
  private var names: Set<String> = []
  private let modified: Int

  /// An empty archive whose members were all modified at `modified`, in seconds since 1970.
  package init(modified: Int = 0) { self.modified = max(modified, 0) }

  /// Adds a file.
  package mutating func add(name: String, contents: RawSpan) throws(Refusal) {
    guard let safe = TarMemberName.sanitized(name), safe == name else { throw .unsafeName(name) }
    guard names.insert(name).inserted else { throw .duplicateName(name) }
    let split = Self.split(name)
    var records = ""
    if split == nil { records += Self.record("path", name) }
    if contents.byteCount >= 1 << 33 { records += Self.record("size", "\(contents.byteCount)") }
    if !records.isEmpty {
      let text = Array(records.utf8)
      appendHeader(prefix: "", name: "pax/\(names.count)", size: text.count, kind: "x")
      append(text.rawBytes)
    }
    // A reader that does not know pax still gets the contents, under a made-up name.
    let (prefix, last) = split ?? ("", "member/\(names.count)")
    appendHeader(prefix: prefix, name: last, size: contents.byteCount, kind: "0")
    append(contents)
  }

  /// Hands over what has been written so far and forgets it.
  package mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Writes the end mark and hands over the rest of the archive.
  package consuming func finish() -> [UInt8] {
    bytes.append(contentsOf: repeatElement(0, count: 2 * TarHeader.blockByteCount))
    return bytes
  }

  /// The name as ustar's two fields, cut at a slash; nil when it does not fit or is not ASCII.
  private static func split(_ name: String) -> (prefix: String, last: String)? {
    guard name.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    if name.utf8.count <= 100 { return ("", name) }
    // The first slash that leaves at most 100 bytes gives the shortest prefix.
    for (index, byte) in name.utf8.enumerated()
    where byte == UInt8(ascii: "/") && index <= 155 && name.utf8.count - index - 1 <= 100 {
      return (String(name.prefix(index)), String(name.dropFirst(index + 1)))
    }
    return nil
  }

  /// A pax record, whose length counts its own digits.
  static func record(_ key: String, _ value: String) -> String {
    let rest = key.utf8.count + value.utf8.count + 3
    var length = rest + 1
    while "\(length)".utf8.count + rest != length { length = "\(length)".utf8.count + rest }
    return "\(length) \(key)=\(value)\n"
  }

  private mutating func append(_ contents: RawSpan) {
    bytes.append(copying: contents)
    let block = TarHeader.blockByteCount
    bytes.append(contentsOf: repeatElement(0, count: (block - contents.byteCount % block) % block))
  }

  private mutating func appendHeader(prefix: String, name: String, size: Int, kind: Character) {
    var block = [UInt8](repeating: 0, count: TarHeader.blockByteCount)
    func put(_ text: String, at offset: Int) {
      block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    func octal(_ number: Int, digits: Int) -> String {
      let text = String(number, radix: 8)
      return String(repeating: "0", count: max(0, digits - text.count)) + text.suffix(digits)
    }
    put(name, at: 0)
    put(octal(0o644, digits: 7), at: 100)
    put(octal(0, digits: 7), at: 108)
    put(octal(0, digits: 7), at: 116)
    // Sizes from 8 GiB on stand in the pax header, and this field's low digits are ignored.
    put(octal(size, digits: 11), at: 124)
    put(octal(modified, digits: 11), at: 136)
    put(String(repeating: " ", count: 8), at: 148)
    put(String(kind), at: 156)
    put("ustar\u{0}00", at: 257)
    put(prefix, at: 345)
    let sum = block.reduce(0) { $0 + Int($1) }
    put(octal(sum, digits: 6) + "\u{0} ", at: 148)
    bytes.append(contentsOf: block)
  }
}
