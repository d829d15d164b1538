// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// Writes the shortest path from a root to an object, as Go.
///
/// What belongs to the inside of maps, slices and channels is not shown: `main.book[string(2)] -> *main.visit .notes`. Equal
/// steps in a row are written once with their number: `.next^1204`.
struct PathWriter {
  let program: ProgramGraph
  /// Whether indices and keys are left out, to name a pattern.
  var isPattern = false
  /// Whether keys of maps are shown.
  var showsValues = false
  /// Another tree of paths than the shortest ones: who comes before each node.
  var parents: [UInt32]?

  private static let stepLimit = 1 << 20
  private var debug: DebugInfo { program.table.debug }

  init(_ program: ProgramGraph) { self.program = program }

  /// The path to a node; of a root its name.
  func path(to node: UInt32) -> String {
    var chain: [UInt32] = [node]
    while let first = chain.last, program.root(of: first) == nil, first != 0, chain.count < Self.stepLimit {
      chain.append(parents.map { $0[Int(first)] } ?? program.parent(of: first))
    }
    chain.reverse()
    if chain.first == 0 { chain.removeFirst() }
    guard let first = chain.first else { return "" }
    var segments: [String] = []
    var isBare = true
    for index in chain.indices.dropFirst() {
      let edge = program.edge(from: chain[index - 1], to: chain[index])
      let isLast = index == chain.count - 1
      var text = label(of: edge)
      let leaf = program.table.leaf(of: edge.type, at: edge.offset)
      if leaf.kind == .interfaceValue, let type = program.table.interfaceTypeName(leaf, at: edge.address) {
        text += ".(\(GoNames.short(type)))"
      }
      if !isBare, !text.isEmpty, !text.hasPrefix("[") { text = " " + text }
      let isArray = leaf.kind == .slice || leaf.kind == .channelBuffer || isSliceStart(edge)
      if !isLast, isInside(chain[index]) || isArray {
        // Only what follows is of interest: an index or a key.
        if text.hasPrefix(" ") || !text.isEmpty { isBare = true }
      } else if leaf.kind == .interfaceValue, text.hasSuffix(")") {
        isBare = false
      } else {
        let star =
          leaf.kind == .pointer && program.types.counts[Int(chain[index])] == 1 && !isInside(chain[index]) ? "*" : ""
        text += " -> \(star)\(lastName(chain[index]))"
        isBare = false
      }
      segments.append(text)
    }
    return rootName(first, next: chain.count > 1 ? chain[1] : nil) + folded(segments).joined()
  }

  private func lastName(_ node: UInt32) -> String {
    let name = program.typeName(of: node)
    guard isPattern, program.types.counts[Int(node)] > 1, let end = name.firstIndex(of: "]") else { return name }
    return "[]" + name[name.index(after: end)...]
  }

  /// Segments with runs of three and more equal ones written once.
  private func folded(_ segments: [String]) -> [String] {
    var result: [String] = []
    var index = 0
    while index < segments.count {
      var end = index + 1
      while end < segments.count, segments[end] == segments[index] { end += 1 }
      let count = end - index
      if count >= 3, !segments[index].isEmpty {
        let parts = segments[index].split(separator: " -> ", maxSplits: 1, omittingEmptySubsequences: false)
        let head = "\(parts[0])^\(isPattern ? "n" : String(count))"
        result.append(parts.count > 1 ? "\(head) -> \(parts[1])" : head)
      } else {
        result += segments[index..<end]
      }
      index = end
    }
    return result
  }

  // MARK: Names

  private func rootName(_ node: UInt32, next: UInt32?) -> String {
    guard let index = program.root(of: node) else { return "" }
    let root = program.roots[index]
    let word = next.flatMap { program.edge(from: node, to: $0).word }
    switch root.sort {
    case .global, .runtime: return GoNames.short(root.name)
    case .goroutine:
      let goroutine = program.goroutines[root.goroutine]
      let name = isPattern ? program.rootGroup(index) : "goroutine \(goroutine.id) \(GoNames.short(goroutine.function))"
      guard let word else { return name }
      return "\(name) / \(wordName(word, of: goroutine))"
    case .finalizer: return word?.sort == .finalizable ? "object with a finalizer" : "finalizer"
    case .cleanup: return "cleanup"
    case .weakHandle: return "weak pointer"
    }
  }

  private func isSliceStart(_ edge: ProgramGraph.Edge) -> Bool {
    guard let word = edge.word, Int(word.local) < debug.locals.count else { return false }
    return debug.withName(debug.locals[Int(word.local)].name) { $0.hasSuffix(".ptr") }
  }

  private func wordName(_ word: RootWord, of goroutine: Goroutine) -> String {
    if Int(word.local) < debug.locals.count {
      // The compiler takes slices apart and names their words.
      let name = debug.text(debug.locals[Int(word.local)].name)
      return name.hasSuffix(".ptr") ? String(name.dropLast(4)) : name
    }
    switch word.sort {
    case .goroutineRecord: return "its record"
    case .context: return "its closure"
    case .deferRecord: return "deferred call"
    default:
      let frame = Int(word.frame)
      let function = goroutine.frames.indices.contains(frame) ? goroutine.frames[frame].function : goroutine.function
      return "slot in \(GoNames.short(function))"
    }
  }

  /// The field, index or key through which a holder points.
  private func label(of edge: ProgramGraph.Edge) -> String {
    guard edge.type != DebugInfo.none else {
      return edge.word == nil ? (isPattern ? ".?" : ".+\(edge.offset)") : ""
    }
    var text = ""
    if let index = edge.index, !program.table.isGroup(edge.type), !program.table.isMapPart(edge.type) {
      text = isPattern ? "[i]" : "[\(index)]"
    }
    return text + fields(of: edge.type, at: edge.offset, address: edge.valueAddress)
  }

  private func fields(of type: DebugInfo.TypeID, at offset: Int64, address: UInt64) -> String {
    if type >= TypeTable.firstClosure {
      let closure = program.table.closures[Int(type - TypeTable.firstClosure)]
      guard let field = closure.fields.last(where: { $0.offset <= offset }) else { return "" }
      let rest = fields(of: field.type, at: offset - field.offset, address: address &+ UInt64(field.offset))
      return ".\(field.name)" + rest
    }
    var type = type
    var offset = offset
    var address = address
    var text = ""
    for _ in 0..<60 {
      guard Int(type) < debug.types.count else { return text }
      let row = debug.types[Int(type)]
      if row.kind == 24 || row.kind == 23 { return text }
      switch (row.tag, row.kind) {
      case (.typedef, 18), (.typedef, 20), (.typedef, 21): return text
      case (.typedef, _): type = row.element
      case (.structure, _):
        guard let index = program.table.field(of: row, at: offset) else { return text }
        let field = debug.fields[index]
        let name = debug.text(field.name)
        if program.table.isTrie(type) {
          return text + (name == "value" ? "[key]" : name == "key" ? "[key key]" : "")
        }
        if program.table.isGroup(type) {
          // A group of a map: the slot's key stands for the way to its element.
          return text + slot(of: type, row, at: offset, address: address)
        }
        if program.table.isMapPart(type) {
          if name == "values" || name == "keys" {
            return text + bucketSlot(type, field, name, at: offset, address: address)
          }
          return text
        }
        text += ".\(name)"
        offset &-= field.offset
        address &+= UInt64(bitPattern: field.offset)
        type = field.type
      case (.array, _):
        let size = program.table.size(of: row.element)
        guard size > 0 else { return text }
        text += isPattern ? "[i]" : "[\(offset / size)]"
        address &+= UInt64(bitPattern: offset / size &* size)
        offset %= size
        type = row.element
      default: return text
      }
    }
    return text
  }

  // MARK: Maps

  /// Whether an object is part of a map or channel and not of the program's own data.
  func isInside(_ node: UInt32) -> Bool { program.table.isInside(program.types.types[Int(node)]) }

  private func slot(
    of group: DebugInfo.TypeID,
    _ row: DebugInfo.TypeRow,
    at offset: Int64,
    address: UInt64
  ) -> String {
    guard let slots = debug.field("slots", of: group), offset >= slots.offset else { return "" }
    let array = program.table.underlying(slots.type)
    let element = program.table.underlying(debug.types[Int(array)].element)
    let size = program.table.size(of: element)
    guard size > 0, let key = debug.field("key", of: element), let value = debug.field("elem", of: element) else {
      return ""
    }
    let index = (offset - slots.offset) / size
    let within = (offset - slots.offset) % size
    let base = address &+ UInt64(bitPattern: slots.offset &+ index &* size)
    if within < value.offset { return "[key \(self.key(key.type, at: base &+ UInt64(bitPattern: key.offset)))]" }
    return "[\(self.key(key.type, at: base &+ UInt64(bitPattern: key.offset)))]"
      + fields(of: value.type, at: within - value.offset, address: base &+ UInt64(bitPattern: value.offset))
  }

  private func bucketSlot(
    _ bucket: DebugInfo.TypeID,
    _ field: DebugInfo.FieldRow,
    _ name: String,
    at offset: Int64,
    address: UInt64
  ) -> String {
    let array = program.table.underlying(field.type)
    let element = debug.types[Int(array)].element
    let size = program.table.size(of: element)
    guard size > 0, let keys = debug.field("keys", of: bucket) else { return "" }
    let index = (offset - field.offset) / size
    let keyType = debug.types[Int(program.table.underlying(keys.type))].element
    let keyAddress = address &+ UInt64(bitPattern: keys.offset &+ index &* program.table.size(of: keyType))
    let key = key(keyType, at: keyAddress)
    if name == "keys" { return "[key \(key)]" }
    return "[\(key)]"
      + fields(
        of: element,
        at: (offset - field.offset) % size,
        address: address &+ UInt64(bitPattern: field.offset &+ index &* size)
      )
  }

  /// A key: its type and, of a string, the length; its value when values are shown.
  private func key(_ type: DebugInfo.TypeID, at address: UInt64) -> String {
    let type = program.table.underlying(type)
    let name = GoNames.short(program.table.name(of: type))
    guard Int(type) < debug.types.count else { return "key" }
    let row = debug.types[Int(type)]
    let memory = program.heap.memory
    if row.kind == 24 {
      if isPattern { return "string" }
      let count = memory.word(at: address &+ 8) ?? 0
      guard showsValues, let start = memory.word(at: address) else { return "string(\(count))" }
      return "\"\(memory.text(at: start, count: count, limit: 64))\""
    }
    if showsValues, !isPattern, (2...12).contains(row.kind),
      let value = memory.integer(at: address, width: Int(row.size))
    {
      return "\(value)"
    }
    return name
  }
}
