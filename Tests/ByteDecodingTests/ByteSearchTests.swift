// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Testing

@Suite struct ByteSearchTests {
  @Test(arguments: [("", 0), ("a", 1), ("abc", 3), ("x", 0), ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaax", 35)])
  func `a byte is found at its first place, or the end is returned`(text: String, expected: Int) {
    let bytes = Array(text.utf8)
    let found = bytes.span.asRawBytes.firstOffset(of: 0x78, in: 0..<bytes.count)
    #expect(found == expected)
  }

  @Test(arguments: [("needle", 0), ("a needle", 2), ("neneedle", 2), ("needl", nil), ("", nil)] as [(String, Int?)])
  func `a pattern is found at its first place`(text: String, expected: Int?) {
    let bytes = Array(text.utf8)
    let found = bytes.span.asRawBytes.firstOffset(of: "needle", in: 0..<bytes.count)
    #expect(found == expected)
  }

  @Test func `lines end with a line feed, with or without a carriage return, and long ones are cut`() {
    let bytes = Array("one\n\r\ntwo\r\nthree is long\nrest".utf8)
    let span = bytes.span.asRawBytes
    var cursor = LineCursor(span, lengthLimit: 8)
    var lines: [String] = []
    while let line = cursor.next() { lines.append(span.extracting(line).text) }
    #expect(lines == ["one", "", "two", "three is"])
    let rest = span.extracting(cursor.rest..<span.byteCount).text
    #expect(rest == "rest")
  }

  @Test func `equal bytes get one index, and a full interner still finds what it has`() {
    var interner = ByteInterner(stringLimit: 500, byteLimit: 1 << 20)
    let names = (0..<1000).map { Array("example.com/package\($0).function".utf8) }
    let first = names.map { interner.intern($0.span.asRawBytes) }
    #expect(first == (0..<1000).map { $0 < 500 ? $0 : nil })
    let second = names.map { interner.intern($0.span.asRawBytes) }
    #expect(second == first)
    let name = interner.withBytes(of: 7) { $0.text }
    #expect(name == "example.com/package7.function")
  }

  @Test func `hashes of all short strings of one letter differ`() {
    let strings = (0..<100).map { [UInt8](repeating: 0x61, count: $0) }
    let hashes = Set(strings.map { $0.span.asRawBytes.wordHash })
    #expect(hashes.count == 100)
  }
}
