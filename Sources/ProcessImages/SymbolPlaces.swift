// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

extension ELFFile {
  /// Addresses of symbols by name, whatever their type and size; those that are not in the table are absent.
  ///
  /// O(symbols). Go marks with such symbols where areas of its constants begin.
  package func addresses(of names: [String], in bytes: RawSpan) -> [String: UInt64] {
    guard addressSize == 8, let table = sections.first(where: { $0.type == 2 }),
      let symbols = range(of: table, in: bytes), sections.indices.contains(Int(table.link)),
      let strings = range(of: sections[Int(table.link)], in: bytes)
    else { return [:] }
    let wanted = Set(names)
    let longest = names.map(\.utf8.count).max() ?? 0
    var found: [String: UInt64] = [:]
    // Elf64_Sym: name, info, other, shndx, value, size.
    for at in stride(from: symbols.lowerBound, to: symbols.upperBound - 23, by: 24) {
      guard let offset = byteOrder.integer(in: bytes, at: at, width: 4), offset < UInt64(strings.count),
        let address = byteOrder.integer(in: bytes, at: at + 8, width: 8),
        let name = zeroTerminated(in: bytes, at: strings.lowerBound + Int(offset), limit: longest + 1),
        wanted.contains(name)
      else { continue }
      found[name] = address
    }
    return found
  }
}
