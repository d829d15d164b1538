// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// Types that the debug information leaves out, as their descriptors in memory describe them.
///
/// Up to Go 1.24 a type that no variable has, as that of `pool.Put(&buffer{})`, is in no debug information. Its descriptor
/// has a name, a size and, of a structure, the fields. Source: internal/abi/type.go, `Type`, `PtrType`, `StructType`, `Name`.
extension TypeTable {
  private static let fieldLimit: UInt64 = 1 << 12
  private static let pointerKind: UInt64 = 22
  private static let structureKind: UInt64 = 25

  /// The type behind the pointer type that a descriptor describes; nil for other types and what is known by other means.
  func describedTarget(of descriptor: UInt64) -> DebugInfo.TypeID? {
    guard isDescriptor(descriptor), kind(of: descriptor) == Self.pointerKind,
      let target = memory.word(at: descriptor &+ 48)
    else { return nil }
    let type = type(ofDescriptor: target).type
    return type == DebugInfo.none ? nil : type
  }

  /// A type of structures or plain values made from its descriptor; none when there is none at the address.
  func describe(_ descriptor: UInt64) -> DebugInfo.TypeID {
    guard isDescriptor(descriptor), let size = memory.word(at: descriptor), size > 0, size < 1 << 40 else {
      return DebugInfo.none
    }
    let kind = kind(of: descriptor)
    // Booleans, numbers and structures: what else there is has a shape that its name alone does not tell.
    guard (1...16).contains(kind) || kind == Self.structureKind else { return DebugInfo.none }
    let name = name(ofDescriptor: descriptor)
    // Parts of maps are known better, by the names that the debug information has for them.
    guard !name.isEmpty, !name.hasPrefix("map."), !name.hasPrefix("noalg.map.") else { return DebugInfo.none }
    var described = Closure(function: name, size: Int64(size), fields: [], isDescribed: true)
    if kind == Self.structureKind, let start = memory.word(at: descriptor &+ 56),
      let count = memory.word(at: descriptor &+ 64), count <= Self.fieldLimit
    {
      for index in 0..<count {
        let field = start &+ index &* 24
        guard let text = memory.word(at: field), let inner = memory.word(at: field &+ 8),
          let offset = memory.word(at: field &+ 16), offset < size
        else { break }
        let type = type(ofDescriptor: inner).type
        guard type != DebugInfo.none else { continue }
        described.fields.append((self.name(at: text), Int64(offset), type))
      }
    }
    return add(described)
  }

  private func isDescriptor(_ address: UInt64) -> Bool {
    modules.contains { address >= $0.types && address < $0.typesEnd }
  }

  private func kind(of descriptor: UInt64) -> UInt64 {
    (memory.integer(at: descriptor &+ heap.typeFields.kind, width: 1) ?? 0) & 31
  }

  private func name(ofDescriptor descriptor: UInt64) -> String {
    guard let module = modules.first(where: { descriptor >= $0.types && descriptor < $0.typesEnd }),
      let offset = memory.integer(at: descriptor &+ 40, width: 4)
    else { return "" }
    let text = name(at: module.types &+ offset)
    // TFlagExtraStar: the name of the pointer to the type serves both.
    let flags = memory.integer(at: descriptor &+ heap.typeFields.flags, width: 1) ?? 0
    return flags & 2 != 0 ? String(text.dropFirst()) : text
  }

  /// A byte of flags, the length as a varint, the bytes.
  private func name(at address: UInt64) -> String {
    var count: UInt64 = 0
    var position = address &+ 1
    for shift in [0, 7] as [UInt64] {
      guard let byte = memory.integer(at: position, width: 1) else { return "" }
      position &+= 1
      count |= (byte & 0x7F) << shift
      if byte & 0x80 == 0 { break }
    }
    return memory.text(at: position, count: count, limit: 1 << 12)
  }
}
