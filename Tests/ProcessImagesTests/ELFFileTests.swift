// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Foundation
import Testing

@testable import ProcessImages

struct ELFFileTests {
  /// A 32-bit big-endian image with one segment and three sections, one of them symbols.
  private static func image32BigEndian() -> [UInt8] {
    func half(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
    func word(_ value: UInt32) -> [UInt8] { half(UInt16(value >> 16)) + half(UInt16(value & 0xFFFF)) }
    let names = Array("\0.symtab\0.strtab\0main.lock\0".utf8)
    let symbols = word(17) + word(0x8000) + word(8) + [1, 0] + half(1)
    let namesAt = 52 + 32
    let symbolsAt = namesAt + names.count
    let sectionsAt = symbolsAt + symbols.count
    var image: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 1, 2, 1] + Array(repeating: 0, count: 9)
    image += half(2) + half(8) + word(1) + word(0x400) + word(52) + word(UInt32(sectionsAt)) + word(0)
    image += half(52) + half(32) + half(1) + half(40) + half(3) + half(2)
    image += word(1) + word(0) + word(0x8000) + word(0x8000) + word(100) + word(200) + word(6) + word(4096)
    image += names + symbols
    image += Array(repeating: 0, count: 40)
    image += word(1) + word(2) + word(0) + word(0) + word(UInt32(symbolsAt)) + word(UInt32(symbols.count)) + word(2)
    image += word(0) + word(4) + word(16)
    image += word(9) + word(3) + word(0) + word(0) + word(UInt32(namesAt)) + word(UInt32(names.count)) + word(0)
    image += word(0) + word(1) + word(0)
    return image
  }

  @Test func `a big-endian 32-bit image is read`() throws {
    let data = Self.image32BigEndian()
    let bytes = data.rawBytes
    let file = try ELFFile(bytes)
    #expect(file.kind == .executable && file.machine == 8 && file.addressSize == 4 && file.byteOrder == .bigEndian)
    #expect(file.segments.map(\.address) == [0x8000])
    #expect(file.segments.first?.isWritable == true && file.segments.first?.memorySize == 200)
    #expect(file.sections.map(\.name) == ["", ".symtab", ".strtab"])
    let symbols = ObjectSymbols(of: file, in: bytes)
    #expect(symbols.symbol(at: 0x8007)?.name == "main.lock")
    #expect(symbols.symbol(at: 0x8008) == nil)
    #expect(symbols.symbol(at: 0x7FFF) == nil)
  }

  @Test func `every cut of a small image is survived`() {
    let data = Self.image32BigEndian()
    for count in 0...data.count { readEverything(Array(data.prefix(count))) }
  }

  @Test func `every value of every header byte is survived`() {
    let data = Self.image32BigEndian()
    for index in data.indices {
      for value in [0, 1, 0x7F, 0x80, 0xFE, 0xFF] as [UInt8] {
        var copy = data
        copy[index] = value
        readEverything(copy)
      }
    }
  }

  @Test func `other files are not recognized`() {
    for data in [[], Array("#!/bin/sh\n".utf8), [0x7F, 0x45, 0x4C]] as [[UInt8]] {
      let error = #expect(throws: DecodingError.self) { try ELFFile(data.rawBytes) }
      #expect(error?.reason == .unrecognized)
    }
  }

  @Test func `the load bias is the distance between the first mapping and its segment`() throws {
    var file = try ELFFile(Self.image32BigEndian().rawBytes)
    file.segments[0].address = 0x1000
    let maps = """
      55aa00001000-55aa00002000 r--p 00000000 08:01 42                         /srv/shop (deleted)
      55aa00002000-55aa00003000 r-xp 00001000 08:01 42                         /srv/shop (deleted)
      7ffc00000000-7ffc00010000 rw-p 00000000 00:00 0                          [stack]
      """
    #expect(ProcessMaps.loadBias(of: file, path: "/srv/shop (deleted)", maps: maps) == 0x55aa_0000_0000)
    #expect(ProcessMaps.loadBias(of: file, path: "/srv/other", maps: maps) == nil)
  }
}
