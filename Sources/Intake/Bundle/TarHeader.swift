// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The 512-byte header that precedes every member of a tar archive.
///
/// Numbers are octal text, or big-endian binary after a byte 0x80 (GNU, for sizes from 8 GiB on). Source: POSIX.1-2017
/// pax, "ustar Interchange Format", and the GNU tar manual, "Basic Tar Format".
struct TarHeader {
  /// Every header and every member's contents begin at a multiple of this.
  static let blockByteCount = 512

  /// What a member is; only the kinds that the reader treats differently.
  enum Kind: Equatable {
    case regular
    case directory
    /// Extended records for the next member.
    case pax
    /// Extended records for all following members.
    case paxGlobal
    /// The next member's name.
    case gnuLongName
    /// The next member's link target.
    case gnuLongLink
    /// Links, devices, pipes and all that has no contents of its own.
    case other
  }

  var name: String
  var size: Int
  var kind: Kind

  /// Reads the header that begins at `offset`.
  ///
  /// Throws `truncated` when fewer than 512 bytes are left and `malformed` when the checksum is wrong.
  init(_ archive: RawSpan, at offset: Int) throws(DecodingError) {
    guard archive.byteCount - offset >= Self.blockByteCount else {
      throw DecodingError(.truncated, at: offset, expected: "a whole tar header")
    }
    let block = archive.extracting(offset..<offset + Self.blockByteCount).asBytes
    guard Self.hasRightChecksum(block) else {
      throw DecodingError(.malformed, at: offset + 148, expected: "the checksum of a tar header")
    }
    guard let size = Self.number(block, 124..<136) else {
      throw DecodingError(.malformed, at: offset + 124, expected: "the size of a tar member")
    }
    self.size = size
    kind =
      switch block[156] {
      case UInt8(ascii: "0"), 0, UInt8(ascii: "7"): .regular
      case UInt8(ascii: "5"): .directory
      case UInt8(ascii: "x"): .pax
      case UInt8(ascii: "g"): .paxGlobal
      case UInt8(ascii: "L"): .gnuLongName
      case UInt8(ascii: "K"): .gnuLongLink
      default: .other
      }
    // POSIX has "ustar\0" and a prefix field; GNU has "ustar " and other things in that place.
    let isPosix = Self.text(block, 257..<263) == "ustar" && block[262] == 0
    let prefix = isPosix ? Self.text(block, 345..<500) : ""
    let last = Self.text(block, 0..<100)
    name = prefix.isEmpty ? last : "\(prefix)/\(last)"
  }

  /// Whether the checksum field holds the sum of the block with that field as blanks, as unsigned or, as some old
  /// systems wrote it, signed bytes.
  static func hasRightChecksum(_ block: Span<UInt8>) -> Bool {
    guard let stated = number(block, 148..<156) else { return false }
    var unsigned = 0
    var signed = 0
    for index in block.indices {
      let byte = (148..<156).contains(index) ? UInt8(ascii: " ") : block[index]
      unsigned += Int(byte)
      signed += Int(Int8(bitPattern: byte))
    }
    return stated == unsigned || stated == signed
  }

  /// The text of a field up to its first zero.
  static func text(_ block: Span<UInt8>, _ field: Range<Int>) -> String {
    var bytes: [UInt8] = []
    for index in field {
      if block[index] == 0 { break }
      bytes.append(block[index])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The number in a field; nil when it is none or does not fit 62 bits.
  static func number(_ block: Span<UInt8>, _ field: Range<Int>) -> Int? {
    var value = 0
    if block[field.lowerBound] & 0x80 != 0 {
      // 0x80 marks a binary number; 0xff a negative one, which nothing here can be.
      guard block[field.lowerBound] == 0x80 else { return nil }
      for index in field.dropFirst() {
        guard value < 1 << 54 else { return nil }
        value = value << 8 | Int(block[index])
      }
      return value
    }
    var index = field.lowerBound
    while index < field.upperBound, block[index] == UInt8(ascii: " ") { index += 1 }
    while index < field.upperBound, block[index] != 0, block[index] != UInt8(ascii: " ") {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(block[index]), value < 1 << 59 else { return nil }
      value = value << 3 | Int(block[index] - UInt8(ascii: "0"))
      index += 1
    }
    return value
  }
}
