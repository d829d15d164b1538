// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Testing

@Suite struct VarintTests {
  @Test(
    arguments: [
      ([0x00], 0), ([0x7f], 127), ([0x80, 0x01], 128), ([0xac, 0x02], 300),
      ([0x80, 0x80, 0x00], 0),
      ([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], .max),
      // pprof shifts the tenth byte by 63 and loses the rest.
      ([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], .max),
    ] as [([UInt8], UInt64)]
  )
  func `encodings decode to the numbers beside them, near the end of the bytes and far from it`(
    encoded: [UInt8],
    number: UInt64
  ) throws {
    for padding in [0, 1, 16] {
      let bytes = encoded + [UInt8](repeating: 0x80, count: padding)
      var cursor = ByteCursor(bytes.rawBytes)
      #expect(try cursor.readVarint() == number)
      #expect(cursor.offset == encoded.count)
    }
  }

  @Test func `every length round-trips through both forms`() throws {
    for shift in 0..<64 {
      for number in [UInt64(1) << shift, (UInt64(1) << shift) - 1, UInt64.max >> shift] {
        var encoded: [UInt8] = []
        var rest = number
        while rest >= 0x80 {
          encoded.append(UInt8(truncatingIfNeeded: rest) | 0x80)
          rest >>= 7
        }
        encoded.append(UInt8(rest))
        for bytes in [encoded, encoded + [UInt8](repeating: 0xff, count: 9)] {
          var fast = ByteCursor(bytes.rawBytes)
          #expect(try fast.readVarint() == number)
          #expect(fast.offset == encoded.count)
          var careful = ByteCursor(bytes.rawBytes)
          #expect(try careful.readVarintByteByByte() == number)
          #expect(careful.offset == encoded.count)
          var position = 0
          #expect(bytes.rawBytes.varint(at: &position) == number)
          #expect(position == encoded.count)
        }
      }
    }
  }

  @Test(
    arguments: [
      ([], .truncated), ([0x80], .truncated), ([0xff, 0xff, 0xff], .truncated),
      ([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], .malformed),
    ] as [([UInt8], DecodingError.Reason)]
  )
  func `a varint without an end is refused where it begins`(bytes: [UInt8], reason: DecodingError.Reason) {
    let error = #expect(throws: DecodingError.self) {
      var cursor = ByteCursor(bytes.rawBytes)
      _ = try cursor.readVarint()
    }
    #expect(error?.reason == reason)
    #expect(error?.offset == 0)
  }

  @Test(arguments: [[], [0x80], [0xff, 0xff, 0xff], [UInt8](repeating: 0xff, count: 9)] as [[UInt8]])
  func `the form that does not throw reads 0 past the end and stands behind it`(bytes: [UInt8]) {
    var position = 0
    #expect(bytes.rawBytes.varint(at: &position) == 0)
    #expect(position == bytes.count + 1)
    #expect(bytes.rawBytes.varint(at: &position) == 0)
    #expect(position == bytes.count + 2)
  }

  @Test func `the form that does not throw ends a number after ten bytes`() {
    let bytes = [UInt8](repeating: 0xff, count: 20)
    var position = 0
    #expect(bytes.rawBytes.varint(at: &position) == .max)
    #expect(position == 10)
  }

  @Test func `a length past the end is refused`() {
    let error = #expect(throws: DecodingError.self) {
      let bytes: [UInt8] = [0x03, 0x01, 0x02]
      var cursor = ByteCursor(bytes.rawBytes)
      _ = try cursor.readLength()
    }
    #expect(error?.description == "cut off at byte 0: expected 3 more bytes")
  }

  /// Numbers around every length of encoding up to 29 bits, and forms longer than needed.
  private static let encodings: [[UInt8]] =
    [0, 1, 127, 128, 300, 16_383, 16_384, 2_097_151, 2_097_152, (1 << 28) - 1, 1 << 28].map { (number: UInt64) in
      var bytes: [UInt8] = []
      var rest = number
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      return bytes + [UInt8(rest)]
    } + [[0x80, 0x00], [0x80, 0x80, 0x80, 0x80, 0x00], [0x85, 0x80, 0x80, 0x80, 0x80, 0x00]]

  @Test func `a pair is the next two numbers, or nothing is read`() throws {
    var pairCount = 0
    for first in Self.encodings {
      for second in Self.encodings {
        for padding in 0...8 {
          let bytes = first + second + [UInt8](repeating: 0xff, count: padding)
          var cursor = ByteCursor(bytes.rawBytes)
          let numbers = [try cursor.readVarint(), try cursor.readVarint()]
          let end = cursor.offset
          cursor.offset = 0
          if let pair = cursor.readVarintPair(until: end) {
            pairCount += 1
            #expect([pair & 0xffff_ffff, pair >> 32] == numbers)
            #expect(cursor.offset == end)
          } else {
            #expect(cursor.offset == 0)
            #expect(bytes.count < 8 || end > 8 || first.count > 4 || second.count > 4)
          }
          cursor.offset = 0
          #expect(cursor.readVarintPair(until: end - 1) == nil && cursor.offset == 0, "the list ends inside")
        }
      }
    }
    #expect(pairCount > 500)
  }
}
