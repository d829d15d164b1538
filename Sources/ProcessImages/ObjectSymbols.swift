// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Names of the global variables of an image, found by any address within them.
///
/// Columns sorted by address. Holds the symbols of type OBJECT that have a size, from `.symtab`, or from `.dynsym` when
/// the image is stripped. A Go program keeps about one symbol for each global variable; stripped ones (`-ldflags=-s`)
/// have none.
package struct ObjectSymbols: Hashable, Sendable {
  private var addresses: [UInt64] = []
  private var sizes: [UInt64] = []
  /// End of each symbol's name in `nameBytes`; it starts where the one before ends.
  private var nameEnds: [Int] = []
  private var nameBytes: [UInt8] = []

  /// Names longer than this are cut by nobody's linker.
  private static let nameLimit = 4096

  /// How many symbols there are.
  package var count: Int { addresses.count }

  /// A table without symbols.
  package init() {}

  /// Reads the symbols of an image; a table that is cut off gives those before the cut.
  package init(of file: ELFFile, in bytes: RawSpan) {
    guard
      let table = file.sections.first(where: { $0.type == 2 }) ?? file.sections.first(where: { $0.type == 11 }),
      let start = Int(exactly: table.offset), start <= bytes.byteCount,
      file.sections.indices.contains(Int(table.link)),
      let names = file.range(of: file.sections[Int(table.link)], in: bytes)
    else { return }
    let is64 = file.addressSize == 8
    let needed = is64 ? 24 : 16
    let stride = max(Int(clamping: table.entrySize), needed)
    let count = min(Int(clamping: table.size), bytes.byteCount - start) / stride
    let view = bytes.asBytes
    let order = file.byteOrder

    var found: [(address: UInt64, size: UInt64, name: Range<Int>)] = []
    for index in 0..<count {
      let at = start + index * stride
      guard at <= bytes.byteCount - needed else { break }
      // Elf64_Sym: name, info, other, shndx, value, size. Elf32_Sym: name, value, size, info, other, shndx.
      guard view[at + (is64 ? 4 : 12)] & 0xF == 1,
        let nameOffset = order.integer(in: bytes, at: at, width: 4),
        let address = order.integer(in: bytes, at: at + (is64 ? 8 : 4), width: file.addressSize),
        let size = order.integer(in: bytes, at: at + (is64 ? 16 : 8), width: file.addressSize),
        size > 0, address > 0, nameOffset < UInt64(names.count)
      else { continue }
      let nameStart = names.lowerBound + Int(nameOffset)
      let last = min(names.upperBound, nameStart + Self.nameLimit)
      var end = nameStart
      while end < last, view[end] != 0 { end += 1 }
      if end > nameStart { found.append((address, size, nameStart..<end)) }
    }
    found.sort { ($0.address, $0.size) < ($1.address, $1.size) }
    addresses.reserveCapacity(found.count)
    sizes.reserveCapacity(found.count)
    nameEnds.reserveCapacity(found.count)
    for symbol in found {
      addresses.append(symbol.address)
      sizes.append(symbol.size)
      for index in symbol.name { nameBytes.append(view[index]) }
      nameEnds.append(nameBytes.count)
    }
  }

  /// The variable that holds an address of the image, and how far into it the address lies.
  ///
  /// O(log n).
  package func symbol(at address: UInt64) -> (name: String, offset: UInt64)? {
    var low = 0
    var high = addresses.count
    while low < high {
      let middle = (low + high) / 2
      if addresses[middle] <= address { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let index = low - 1
    guard address - addresses[index] < sizes[index] else { return nil }
    let start = index == 0 ? 0 : nameEnds[index - 1]
    return (String(decoding: nameBytes[start..<nameEnds[index]], as: UTF8.self), address - addresses[index])
  }

  /// Address and size of a variable of this name.
  ///
  /// O(n).
  package func address(of name: String) -> (address: UInt64, size: UInt64)? {
    let wanted = Array(name.utf8)
    var start = 0
    for (index, end) in nameEnds.enumerated() {
      if nameBytes[start..<end].elementsEqual(wanted) { return (addresses[index], sizes[index]) }
      start = end
    }
    return nil
  }
}
