// SPDX-License-Identifier: Apache-2.0

import ProcessImages

/// Describes values as Go: their types with lengths, and their contents only when those may be shown.
///
/// Contents are secrets until somebody says otherwise; types, lengths and whether a pointer is nil are not.
struct ValueText {
  let table: TypeTable
  private let channelFields: (count: UInt64, capacity: UInt64)?
  private let oldMapCount: UInt64

  init(_ table: TypeTable, layout: RuntimeLayout) {
    self.table = table
    if let count = layout.optionalField("runtime.hchan", "qcount")?.offset,
      let capacity = layout.optionalField("runtime.hchan", "dataqsiz")?.offset
    {
      channelFields = (count, capacity)
    } else {
      channelFields = nil
    }
    oldMapCount = layout.optionalField("runtime.hmap", "count")?.offset ?? 0
  }

  private static let textLimit = 120

  /// The type of the value at an address: `string(12)`, `[]int len 3 cap 4`, `*main.Order`, `error(*fs.PathError)`.
  func type(_ type: DebugInfo.TypeID, at address: UInt64) -> String {
    let name = GoNames.short(table.name(of: type))
    let memory = table.memory
    let row = self.row(type)
    let word = memory.word(at: address) ?? 0
    switch row?.kind {
    case 24: return "\(name)(\(memory.word(at: address &+ 8) ?? 0))"
    case 23: return "\(name) len \(memory.word(at: address &+ 8) ?? 0) cap \(memory.word(at: address &+ 16) ?? 0)"
    case 18:
      guard word != 0 else { return "\(name) nil" }
      guard let fields = channelFields, let count = memory.word(at: word &+ fields.count),
        let capacity = memory.word(at: word &+ fields.capacity)
      else { return name }
      return "\(name) len \(count) cap \(capacity)"
    case 21:
      guard word != 0 else { return "\(name) nil" }
      return "\(name) len \(memory.word(at: word &+ oldMapCount) ?? 0)"
    case 20:
      guard word != 0 else { return "\(name) nil" }
      var leaf = table.leaf(of: type, at: 8)
      if leaf.kind == .unknown { leaf = table.leaf(of: table.underlying(type), at: 8) }
      return table.interfaceTypeName(leaf, at: address &+ 8).map { "\(name)(\(GoNames.short($0)))" } ?? name
    case 22, 19, 26: return word == 0 ? "\(name) nil" : name
    default: return name
    }
  }

  /// The contents of the value at an address: numbers, texts and pointers; nil for what has parts.
  func value(_ type: DebugInfo.TypeID, at address: UInt64) -> String? {
    guard let row = row(type), let width = Int(exactly: row.size) else { return nil }
    let memory = table.memory
    switch row.kind {
    case 1: return memory.integer(at: address, width: 1).map { $0 == 0 ? "false" : "true" }
    case 2...6:
      guard width > 0, width <= 8, let raw = memory.integer(at: address, width: width) else { return nil }
      let shift = UInt64(64 - 8 * width)
      return "\(Int64(bitPattern: raw << shift) >> Int64(shift))"
    case 7...12:
      guard width > 0, width <= 8 else { return nil }
      return memory.integer(at: address, width: width).map { "\($0)" }
    case 13: return memory.integer(at: address, width: 4).map { "\(Float(bitPattern: UInt32(truncatingIfNeeded: $0)))" }
    case 14: return memory.word(at: address).map { "\(Double(bitPattern: $0))" }
    case 22, 18, 21, 26: return memory.word(at: address).map { "0x" + String($0, radix: 16) }
    case 24:
      guard let start = memory.word(at: address), let count = memory.word(at: address &+ 8) else { return nil }
      let text = memory.text(at: start, count: count, limit: Self.textLimit)
      return "\"\(text)\"" + (count > UInt64(Self.textLimit) ? " and more" : "")
    default: return nil
    }
  }

  /// The row that states the kind: of a named type what it stands for.
  private func row(_ type: DebugInfo.TypeID) -> DebugInfo.TypeRow? {
    let inner = table.underlying(type)
    guard Int(inner) < table.debug.types.count else { return nil }
    var row = table.debug.types[Int(inner)]
    // A pointer's entry states no kind in some versions.
    if row.tag == .pointer { row.kind = 22 }
    return row
  }
}
