// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Testing

@Suite struct GzipTests {
  /// Repeats with an irregular period, so that it compresses but not to nothing.
  private static func text(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 / 7 % 61 + 32) }
  }

  private func inflate(_ input: [UInt8], limit: Int = 1 << 30) throws -> GzipInflater.Inflated {
    try GzipInflater.inflate(input.rawBytes, limit: limit)
  }

  @Test(arguments: [0, 1, 100, 70_000, 600_000])
  func `what was deflated comes back, and equal input gives equal output`(count: Int) throws {
    let text = Self.text(count)
    let compressed = GzipDeflater.deflate(text.rawBytes)
    #expect(compressed == GzipDeflater.deflate(text.rawBytes))
    #expect(compressed[4..<8].allSatisfy { $0 == 0 }, "no time in the header")
    let inflated = try inflate(compressed)
    #expect(inflated.bytes == text)
    #expect(inflated.memberEnds == [count])
    #expect(inflated.gaps == [])
  }

  @Test func `members join, and zeros after them are padding`() throws {
    let first = GzipDeflater.deflate(Self.text(1000).rawBytes)
    let second = GzipDeflater.deflate(Self.text(300_000).rawBytes, level: 1)
    let inflated = try inflate(first + second + [0, 0, 0])
    #expect(inflated.bytes == Self.text(1000) + Self.text(300_000))
    #expect(inflated.memberEnds == [1000, 301_000])
    #expect(inflated.gaps == [])
  }

  @Test func `a cut member gives what precedes the cut and says so`() throws {
    let text = Self.text(500_000)
    let compressed = GzipDeflater.deflate(text.rawBytes)
    let inflated = try inflate(Array(compressed[..<(compressed.count / 2)]))
    #expect(inflated.bytes.count > 100_000)
    #expect(inflated.bytes == Array(text.prefix(inflated.bytes.count)))
    #expect(inflated.memberEnds == [])
    #expect(inflated.gaps == ["gzip data cut at byte \(compressed.count / 2): what precedes was used"])
  }

  @Test func `a wrong checksum keeps the bytes and says so`() throws {
    var compressed = GzipDeflater.deflate(Self.text(5000).rawBytes)
    compressed[compressed.count - 8] ^= 1
    let inflated = try inflate(compressed)
    #expect(inflated.bytes == Self.text(5000))
    #expect(inflated.gaps.count == 1)
    #expect(inflated.gaps[0].contains("incorrect data check"))
  }

  @Test func `garbage after the data is left out and counted`() throws {
    let compressed = GzipDeflater.deflate(Self.text(5000).rawBytes)
    let inflated = try inflate(compressed + Array("garbage!".utf8))
    #expect(inflated.bytes == Self.text(5000))
    #expect(
      inflated.gaps == ["8 bytes after the gzip data, from byte \(compressed.count) on, were left out"]
    )
  }

  @Test func `a bomb stops at the limit`() throws {
    let bomb = GzipDeflater.deflate([UInt8](repeating: 0, count: 20 << 20).rawBytes, level: 12)
    #expect(bomb.count < 30_000)
    let error = #expect(throws: DecodingError.self) { try inflate(bomb, limit: 1 << 20) }
    #expect(error?.reason == .limitExceeded)
    #expect(try inflate(bomb, limit: 20 << 20).bytes.count == 20 << 20)
  }

  @Test func `a stated size that is a lie costs nothing and changes nothing`() throws {
    var compressed = GzipDeflater.deflate(Self.text(5000).rawBytes)
    for stated: [UInt8] in [[0xff, 0xff, 0xff, 0xff], [0, 0, 0, 0], [0xff, 0xff, 0x01, 0]] {
      compressed.replaceSubrange(compressed.count - 4..<compressed.count, with: stated)
      let inflated = try inflate(compressed)
      #expect(inflated.bytes == Self.text(5000))
      #expect(inflated.gaps.count == 1)
    }
  }

  @Test(arguments: ["", "\u{1f}", "plain text", "PK\u{3}\u{4}"])
  func `other formats are not recognized`(text: String) {
    let error = #expect(throws: DecodingError.self) { try inflate(Array(text.utf8)) }
    #expect(error?.reason == .unrecognized)
  }

  @Test func `a stream hands out bounded chunks that join to the whole`() throws {
    let text = Self.text(1_000_000)
    let compressed = GzipDeflater.deflate(text.rawBytes)
    var joined: [UInt8] = []
    var largest = 0
    let summary = try GzipStream.inflate(compressed.rawBytes) { (chunk: RawSpan) throws(DecodingError) in
      largest = max(largest, chunk.byteCount)
      joined.append(copying: chunk)
    }
    #expect(joined == text)
    #expect(largest <= GzipStream.chunkByteCount)
    #expect(summary.byteCount == text.count)
  }

  @Test func `truncation at every byte and every flipped bit only ever loses a suffix or says so`() throws {
    let text = Self.text(600)
    let compressed = GzipDeflater.deflate(text.rawBytes)
    for count in 3..<compressed.count {
      let inflated = try inflate(Array(compressed[..<count]))
      #expect(text.starts(with: inflated.bytes))
      #expect(inflated.gaps.count == 1)
    }
    for position in compressed.indices {
      for bit in 0..<8 {
        var flipped = compressed
        flipped[position] ^= 1 << bit
        do {
          let inflated = try inflate(flipped, limit: 1 << 16)
          GzipInflater.exercise(flipped.rawBytes)
          // Header fields such as the operating system do not change the contents.
          #expect(inflated.bytes == text || !inflated.gaps.isEmpty)
        } catch let error as DecodingError {
          #expect(position < 3 || error.reason == .limitExceeded)
        }
      }
    }
  }
}
