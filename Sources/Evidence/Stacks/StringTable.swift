// SPDX-License-Identifier: Apache-2.0

/// A handle to a string of one `StringTable`.
package struct StringID: Hashable, Sendable {
  package var index: UInt32

  package init(index: UInt32) { self.index = index }

  /// The empty string, present in every table.
  package static let empty = StringID(index: 0)
}

/// Interned byte strings, stored end to end: names of functions and files, label keys and values.
///
/// Shape: one byte column and one column of end offsets; string `i` occupies `ends[i-1]..<ends[i]`. Equal byte sequences
/// get the same handle, handles are dense from 0, and handle 0 is the empty string. Bytes are kept as they came; they
/// become a `String` (invalid UTF-8 repaired) only when read. Interning is O(length); memory is the bytes plus about
/// 16 bytes a string.
package struct StringTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = [0]
  /// Open-addressing table of `index + 1`; 0 marks a free slot.
  ///
  /// The capacity is a power of two.
  private var slots: [UInt32] = Array(repeating: 0, count: 64)

  package init() {}

  /// How many strings the table holds, the empty one included.
  package var count: Int { ends.count }

  /// How many bytes the strings occupy together.
  package var byteCount: Int { bytes.count }

  /// The handle of the string with these bytes, added when it is new.
  package mutating func intern(_ string: Span<UInt8>) -> StringID {
    if string.isEmpty { return .empty }
    let hash = Self.hash(string)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let candidate = Int(slots[slot] - 1)
      if equals(candidate, string) { return StringID(index: UInt32(candidate)) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let id = UInt32(ends.count)
    for offset in string.indices { bytes.append(string[offset]) }
    ends.append(UInt32(bytes.count))
    slots[slot] = id + 1
    if ends.count * 2 > slots.count { grow() }
    return StringID(index: id)
  }

  /// The handle of a string, added when it is new.
  package mutating func intern(_ string: String) -> StringID {
    let utf8 = Array(string.utf8)
    return intern(utf8.span)
  }

  /// The string of a handle; invalid UTF-8 becomes U+FFFD.
  package subscript(id: StringID) -> String {
    String(decoding: bytes[range(Int(id.index))], as: UTF8.self)
  }

  /// The bytes of a handle's string as they came, for writing and for other tables.
  package func utf8(of id: StringID) -> [UInt8] { Array(bytes[range(Int(id.index))]) }

  /// The same bytes where they stand, for passes over many names.
  package func bytes(of id: StringID) -> ArraySlice<UInt8> { bytes[range(Int(id.index))] }

  private func range(_ index: Int) -> Range<Int> {
    index == 0 ? 0..<0 : Int(ends[index - 1])..<Int(ends[index])
  }

  private func equals(_ index: Int, _ string: Span<UInt8>) -> Bool {
    let range = range(index)
    guard range.count == string.count else { return false }
    for offset in 0..<range.count
    where bytes[range.lowerBound + offset] != string[offset] {
      return false
    }
    return true
  }

  private mutating func grow() {
    var larger = [UInt32](repeating: 0, count: slots.count * 2)
    for index in 1..<ends.count {
      let hash = Self.hash(bytes.span.extracting(range(index)))
      var slot = Int(truncatingIfNeeded: hash) & (larger.count - 1)
      while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = UInt32(index) + 1
    }
    slots = larger
  }

  /// FNV-1a, 64 bit: short keys, no state, good spread in the low bits after the final fold.
  fileprivate static func hash(_ string: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for offset in string.indices { hash = (hash ^ UInt64(string[offset])) &* 0x100_0000_01b3 }
    return hash ^ (hash >> 32)
  }
}
