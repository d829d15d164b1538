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

  /// A step of a path: who points to whom.
  private struct Hop {
    var holder: UInt32
    var node: UInt32
    /// Nodes that are reached through other fields of the same type.
    var others: [UInt32] = []
  }

  /// The path to a node; of a root its name.
  func path(to node: UInt32) -> String {
    var chain: [UInt32] = [node]
    while let first = chain.last, program.root(of: first) == nil, first != 0, chain.count < Self.stepLimit {
      chain.append(parents.map { $0[Int(first)] } ?? program.parent(of: first))
    }
    chain.reverse()
    if chain.first == 0 { chain.removeFirst() }
    guard let first = chain.first else { return "" }
    let hops = zip(chain, chain.dropFirst()).map { Hop(holder: $0, node: $1) }
    return rootName(first, next: hops.first?.node) + folded(segments(hops)).joined()
  }

  /// The path that all nodes of a pattern share, with the loops in it written once.
  func path(of pattern: UInt32, in patterns: PathPatterns) -> String {
    var above = [pattern]
    while let first = above.last, patterns.patterns[Int(first)].parent != 0 {
      above.append(patterns.patterns[Int(first)].parent)
    }
    above.reverse()
    var hops: [Hop] = []
    /// The hops of each pattern.
    var ranges: [UInt32: Range<Int>] = [:]
    for index in above.dropFirst() {
      let some = self.hops(of: index, in: patterns)
      ranges[index] = hops.count..<hops.count + some.count
      hops += some
    }
    guard let first = above.first else { return "" }
    let root = patterns.patterns[Int(first)].example
    let parts = segments(hops)
    var text = rootName(root, next: hops.first?.node, holder: hops.first?.holder)
    var next = 0
    for index in above.dropFirst() {
      guard let end = ranges[index]?.upperBound else { continue }
      if let start = ranges[patterns.patterns[Int(index)].loop]?.lowerBound, start >= next {
        text += parts[next..<start].joined() + repeated(parts[start..<end].joined())
        next = end
      }
    }
    return text + parts[next...].joined()
  }

  /// From an object of the pattern before to the first of the pattern.
  private func hops(of pattern: UInt32, in patterns: PathPatterns) -> [Hop] {
    var hops = [Hop(holder: 0, node: patterns.patterns[Int(pattern)].example)]
    // Parts of maps that hang below other parts have the pattern of those.
    while true {
      let node = hops[hops.count - 1].node
      let parent = program.parent(of: node)
      hops[hops.count - 1].holder = parent
      let next = program.parent(of: parent)
      guard PathPatterns.isJoined(parent, to: next, program) else { break }
      hops.append(Hop(holder: next, node: parent))
    }
    hops[0].others = patterns.patterns[Int(pattern)].others
    return hops.reversed()
  }

  /// The last step of the path of a pattern: of a root its name; empty for parts of maps.
  func step(of pattern: UInt32, in patterns: PathPatterns) -> String {
    let row = patterns.patterns[Int(pattern)]
    if let root = program.root(of: row.example) { return program.rootGroup(root) }
    if program.isInside(row.example) { return "" }
    let hops = hops(of: pattern, in: patterns)
    var text = segments(hops).joined()
    if let first = hops.first, program.root(of: first.holder) != nil {
      text = name(ofWord: program.edge(from: first.holder, to: first.node), from: first.holder) + text
    }
    return (row.loop == pattern ? repeated(text) : text).drop { $0 == " " }.description
  }

  /// The name of a word of a root: the local variable of a goroutine, or a field.
  func name(ofWord edge: ProgramGraph.Edge, from holder: UInt32) -> String {
    guard let word = edge.word, let root = program.root(of: holder), program.roots[root].goroutine >= 0 else {
      return label(of: edge)
    }
    return wordName(word, of: program.goroutines[program.roots[root].goroutine])
  }

  /// Steps that are taken again and again, written once: ` .next -> *Item` as ` .next^n -> *Item`.
  private func repeated(_ text: String) -> String {
    guard let last = text.ranges(of: " -> ").last else { return text + "^n" }
    let head = text[..<last.lowerBound]
    let tail = text[last.lowerBound...]
    guard head.contains(" -> ") else { return "\(head)^n\(tail)" }
    return " (\(head.drop { $0 == " " }))^n\(tail)"
  }

  /// The text of each hop, empty for what is not shown.
  private func segments(_ hops: [Hop]) -> [String] {
    var segments: [String] = []
    // Whether what stands before is the name of a holder, to which fields are added without a space.
    var isBare = true
    if let holder = hops.first?.holder, let root = program.root(of: holder) {
      isBare = program.roots[root].sort != .finalizer
    }
    for (index, hop) in hops.enumerated() {
      let edge = program.edge(from: hop.holder, to: hop.node)
      let isLast = index == hops.count - 1
      var text = label(of: edge)
      for other in hop.others {
        let label = label(of: program.edge(from: program.parent(of: other), to: other))
        text += "|\(label.drop { $0 == "." })"
      }
      let leaf = program.table.leaf(of: edge.type, at: edge.offset)
      let isInterface = leaf.kind == .interfaceValue || leaf.kind == .genericInterface
      if isInterface, !text.hasSuffix("]") || !text.contains("[key "),
        let type = program.table.interfaceTypeName(leaf, at: edge.address)
      {
        text += ".(\(GoNames.short(type)))"
      }
      if !isBare, !text.isEmpty, !text.hasPrefix("[") { text = " " + text }
      let isArray = leaf.kind == .slice || leaf.kind == .channelBuffer || isSliceStart(edge)
      let type = program.types.types[Int(hop.node)]
      if !isLast, program.isInside(hop.node) || isArray {
        // Only what follows is of interest: an index or a key.
        if !text.isEmpty { isBare = true }
      } else if isInterface, text.hasSuffix(")") || text.hasSuffix("]"), !program.table.isClosure(type) {
        isBare = false
      } else {
        let isPointer = leaf.kind == .pointer && !isApart(edge)
        let star = isPointer && program.types.counts[Int(hop.node)] == 1 && !program.isInside(hop.node) ? "*" : ""
        text += " -> \(star)\(lastName(hop.node))"
        isBare = false
      }
      segments.append(text)
    }
    return segments
  }

  /// Whether a map keeps the element, which is large, apart: what looks like a pointer is the element itself.
  private func isApart(_ edge: ProgramGraph.Edge) -> Bool {
    guard program.table.isGroup(edge.type) || program.table.isMapPart(edge.type) else { return false }
    let name = program.table.name(of: edge.type)
    let leaf = program.table.leaf(of: edge.type, at: edge.offset)
    let element = program.table.name(of: leaf.target)
    return name.hasSuffix("]\(element)") || name.hasSuffix(",\(element)>")
  }

  private func lastName(_ node: UInt32) -> String {
    let name = program.typeName(of: node)
    if isPattern {
      guard program.types.counts[Int(node)] > 1, let end = name.firstIndex(of: "]") else { return name }
      return "[]" + name[name.index(after: end)...]
    }
    // A short string or slice may keep a long text.
    let size = program.size(of: node)
    let covered = UInt64(program.types.counts[Int(node)]) &* UInt64(program.types.sizes[Int(node)])
    return covered > 0 && size >= Self.partLimit && covered &* 2 < size ? "\(name) of \(size) bytes" : name
  }

  /// Of smaller objects it is not said how much of them is referred to.
  private static let partLimit: UInt64 = 1024

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

  private func rootName(_ node: UInt32, next: UInt32?, holder: UInt32? = nil) -> String {
    guard let index = program.root(of: node) else { return "" }
    let root = program.roots[index]
    let word = next.flatMap { program.edge(from: holder ?? node, to: $0).word }
    switch root.sort {
    case .global, .runtime: return GoNames.short(root.name)
    case .goroutine:
      let goroutine = program.goroutines[root.goroutine]
      let name = isPattern ? program.rootGroup(index) : "goroutine \(goroutine.id) \(GoNames.short(goroutine.function))"
      guard let word else { return name }
      return "\(name) / \(wordName(word, of: goroutine))"
    case .finalizer:
      let type = program.table.type(ofDescriptor: word?.descriptor ?? 0).type
      return type == DebugInfo.none ? "finalizer" : "finalizer of \(GoNames.short(program.table.name(of: type)))"
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
  func label(of edge: ProgramGraph.Edge) -> String {
    guard edge.type != DebugInfo.none else {
      return edge.word == nil ? (isPattern ? ".?" : ".+\(edge.offset)") : ""
    }
    var text = ""
    if program.table.isPoolLocal(edge.type) || edge.index != nil && !program.table.isInside(edge.type) {
      text = isPattern ? "[i]" : "[\(edge.index ?? 0)]"
    }
    return text + fields(of: edge.type, at: edge.offset, address: edge.valueAddress)
  }

  private func fields(of type: DebugInfo.TypeID, at offset: Int64, address: UInt64) -> String {
    if type >= TypeTable.firstClosure {
      if program.table.isCallOfCleanup(type) { return "" }
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
          guard let key = debug.field("key", of: type), name == "value" || name == "key" else { return text }
          let text = text + (name == "value" ? "[" : "[key ")
          return "\(text)\(self.key(key.type, at: address &+ UInt64(bitPattern: key.offset)))]"
        }
        switch program.table.rendering(of: type) {
        case .field: break
        case .end: return name == "C" || name == "c" ? text + ".C" : text
        case .embedded where field.offset == 0:
          offset &-= field.offset
          address &+= UInt64(bitPattern: field.offset)
          type = field.type
          continue
        case .embedded: return text + ".\(name)"
        case .last: return text + ".\(name)"
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
    guard Int(type) < debug.types.count else { return "key" }
    let row = debug.types[Int(type)]
    let memory = program.heap.memory
    // In an interface, the type that the key has.
    if row.kind == 20 {
      let inner = program.table.interfaceType(hasMethods: program.table.hasMethods(type), at: address)
      guard Int(inner) < debug.types.count, debug.types[Int(inner)].kind != 20 else { return "key" }
      guard debug.types[Int(program.table.underlying(inner))].kind == 24 || showsValues,
        debug.types[Int(inner)].tag != .pointer, let value = memory.word(at: address &+ 8)
      else { return GoNames.short(program.table.name(of: inner)) }
      return key(inner, at: value)
    }
    let name = GoNames.short(program.table.name(of: type))
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
