// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// The types of the program, word by word, with the types of closures added.
///
/// Types are those of the debug information, by index; closures have numbers from `firstClosure` on.
final class TypeTable {
  /// A closure: the function it calls, and what it captured.
  struct Closure {
    /// Its name; of a type that only a descriptor describes that of the type.
    var function: String
    var size: Int64
    var fields: [(name: String, offset: Int64, type: DebugInfo.TypeID)]
    var isDescribed = false
  }

  static let firstClosure: DebugInfo.TypeID = 0x8000_0000
  /// Larger types are looked up from the top each time.
  private static let wordLimit = 1024

  let debug: DebugInfo
  let memory: MemoryImage
  let functions: FunctionTable
  let heap: GoHeap
  let modules: [ModuleTable.Module]
  let bias: UInt64
  private static let describingLimit = 64
  private var describing = 0
  private static let unknown = DebugInfo.none - 1
  private var structures: [DebugInfo.TypeID]
  private var typeOfDescriptor: [UInt64: DebugInfo.TypeID] = [:]
  private var known: [UInt64: (type: DebugInfo.TypeID, isDirect: Bool)] = [:]
  private var leaves: [DebugInfo.TypeID: [TypeLeaf]] = [:]
  private(set) var closures: [Closure] = []
  private var closureOfEntry: [UInt64: DebugInfo.TypeID] = [:]
  private var pointerWords: [DebugInfo.TypeID: [Bool]] = [:]
  private var prefixes: [DebugInfo.TypeID: Prefix] = [:]
  private var insides: [DebugInfo.TypeID: Bool] = [:]
  private var renderings: [DebugInfo.TypeID: Rendering] = [:]
  private var trieNodes: [DebugInfo.TypeID: (entry: DebugInfo.TypeID, inner: DebugInfo.TypeID)?] = [:]
  private let itabType: UInt64
  private lazy var functionsByName: [String: Int] = {
    var table: [String: Int] = [:]
    // As compiled if it was, else as written: a method that was inlined everywhere still tells its receiver.
    for (index, function) in debug.functions.enumerated() {
      let name = debug.text(function.name)
      if function.low != 0 || table[name] == nil { table[name] = index }
    }
    return table
  }()
  let byte: DebugInfo.TypeID
  /// The structure around the runtime's timer in what package time allocates, and where in it that is.
  let timeTimer: DebugInfo.TypeID
  private let timerOffset: UInt64
  private var timers: [DebugInfo.TypeID: Bool] = [:]
  private let poolLocal: DebugInfo.TypeID
  private let boxEntry: DebugInfo.TypeID
  private let genericTable: DebugInfo.TypeID?
  private let anyChannel: Set<DebugInfo.TypeID>

  /// Structures of the runtime whose fields need rules.
  private enum Prefix {
    case none, swissMap, groupReference, hash, channel, atomicPointer, pool, genericInterface
  }

  init(_ heap: GoHeap, functions: FunctionTable, modules: ModuleTable) {
    self.heap = heap
    debug = heap.layout.debug
    memory = heap.memory
    bias = heap.layout.bias
    self.functions = functions
    self.modules = modules.modules
    for (index, row) in debug.types.enumerated() where row.runtimeType != 0 {
      typeOfDescriptor[row.runtimeType] = UInt32(index)
    }
    structures = [DebugInfo.TypeID](repeating: Self.unknown, count: debug.types.count)
    byte = debug.type(named: "uint8") ?? DebugInfo.none
    if let type = debug.type(named: "runtime.timeTimer"), let field = debug.field("timer", of: type) {
      timeTimer = type
      timerOffset = UInt64(clamping: field.offset)
    } else if let type = debug.type(named: "time.Timer"), let field = debug.field("r", of: type) {
      timeTimer = type
      timerOffset = UInt64(clamping: field.offset)
    } else {
      timeTimer = DebugInfo.none
      timerOffset = 0
    }
    boxEntry = debug.type(named: "sync.entry") ?? DebugInfo.none
    poolLocal = debug.type(named: "sync.poolLocal") ?? DebugInfo.none
    // It has an entry of its own in several compilation units of some versions.
    anyChannel = Set(debug.types(named: "runtime.hchan"))
    genericTable = debug.type(named: "*internal/runtime/maps.table")
    itabType =
      heap.layout.optionalField("internal/abi.ITab", "Type")?.offset
      ?? heap.layout.optionalField("runtime.itab", "_type")?.offset ?? 8
  }

  // MARK: Descriptors

  /// The type that a descriptor in memory describes, and whether an interface holds its values in its own word.
  func type(ofDescriptor address: UInt64) -> (type: DebugInfo.TypeID, isDirect: Bool) {
    if let found = known[address] { return found }
    var type = typeOfDescriptor[address &- bias] ?? DebugInfo.none
    if type == DebugInfo.none, let module = modules.first(where: { address >= $0.types && address < $0.typesEnd }) {
      type = typeOfDescriptor[address &- module.types] ?? DebugInfo.none
    }
    let fields = heap.typeFields
    let flags = memory.integer(at: address &+ fields.flags, width: 1) ?? 0
    let kind = memory.integer(at: address &+ fields.kind, width: 1) ?? 0
    let isDirect = fields.directKind != 0 ? kind & fields.directKind != 0 : flags & fields.directFlag != 0
    if type == DebugInfo.none {
      // Before it is read: a type may hold pointers to itself.
      known[address] = (type, isDirect)
      // Structures within structures go a few levels deep in any program.
      guard describing < Self.describingLimit else { return (type, isDirect) }
      describing += 1
      type = describe(address)
      describing -= 1
    }
    known[address] = (type, isDirect)
    return (type, isDirect)
  }

  // MARK: Sizes and names

  func size(of type: DebugInfo.TypeID) -> Int64 {
    if type >= Self.firstClosure {
      let index = Int(type - Self.firstClosure)
      return closures.indices.contains(index) ? closures[index].size : 0
    }
    return Int(type) < debug.types.count ? debug.types[Int(type)].size : 0
  }

  func name(of type: DebugInfo.TypeID) -> String {
    if type >= Self.firstClosure {
      let index = Int(type - Self.firstClosure)
      guard closures.indices.contains(index) else { return "" }
      return closures[index].isDescribed ? closures[index].function : "closure \(closures[index].function)"
    }
    // What time.NewTimer and the like allocate from Go 1.23 on.
    return type == timeTimer ? "time.Timer" : debug.typeName(type)
  }

  /// The type behind typedefs, except those that stand for maps, channels and interfaces.
  func underlying(_ type: DebugInfo.TypeID) -> DebugInfo.TypeID {
    var type = type
    for _ in 0..<40 where Int(type) < debug.types.count {
      let row = debug.types[Int(type)]
      guard row.tag == .typedef, row.kind != 21, row.kind != 18, row.kind != 20, row.element != DebugInfo.none else {
        break
      }
      type = row.element
    }
    return type
  }

  /// A name of a structure as the structure itself, which is described apart under the same name.
  ///
  /// Whether a pointer refers to the one or the other is up to the linker; objects are of the structure.
  func canonical(_ type: DebugInfo.TypeID) -> DebugInfo.TypeID {
    guard Int(type) < structures.count else { return type }
    if structures[Int(type)] != Self.unknown { return structures[Int(type)] }
    let inner = underlying(type)
    let isNamed =
      inner != type && Int(inner) < debug.types.count && debug.types[Int(inner)].tag == .structure
      && debug.typeName(inner) == debug.typeName(type)
    structures[Int(type)] = isNamed ? inner : type
    return structures[Int(type)]
  }

  func element(of type: DebugInfo.TypeID) -> DebugInfo.TypeID {
    Int(type) < debug.types.count ? debug.types[Int(type)].element : DebugInfo.none
  }

  // MARK: Parts of maps and channels

  /// Whether values of a type are parts of a map or channel and not of the program's own data.
  func isInside(_ type: DebugInfo.TypeID) -> Bool {
    guard Int(type) < debug.types.count else { return isCallOfCleanup(type) }
    if let found = insides[type] { return found }
    let name = debug.typeName(type)
    let found =
      name.hasPrefix("hchan<") || isAnyChannel(type) || isMapPart(type) || isGroup(type) || isTrie(type)
      || Self.insidesByName.contains(name)
    insides[type] = found
    return found
  }

  /// Whether a type is that by which the runtime's functions know channels of all types.
  func isAnyChannel(_ type: DebugInfo.TypeID) -> Bool { anyChannel.contains(type) }
  /// Structures of `sync.Map` (up to Go 1.23) and `sync.Pool`.
  private static let insidesByName: Set = [
    "sync.readOnly", "sync.entry", "sync.poolLocal", "sync.poolChainElt", "sync.eface",
  ]

  /// A closure in which the runtime keeps the function and the argument of a cleanup (Go 1.24 and 1.25).
  func isCallOfCleanup(_ type: DebugInfo.TypeID) -> Bool {
    let index = Int(type) - Int(Self.firstClosure)
    return closures.indices.contains(index) && closures[index].function.hasPrefix("runtime.AddCleanup[")
  }

  /// An entry of `sync.Map` (up to Go 1.23), which points to an interface that holds the element.
  func isBox(_ type: DebugInfo.TypeID) -> Bool { type != DebugInfo.none && canonical(type) == boxEntry }

  /// How the fields of a structure show in a path.
  enum Rendering {
    /// As they are.
    case field
    /// Nothing of it: what is found there is told by what holds it and by what follows.
    case end
    /// The first field as if its fields were those of the structure.
    case embedded
    /// The field, and nothing below it.
    case last
  }

  func rendering(of type: DebugInfo.TypeID) -> Rendering {
    if let found = renderings[type] { return found }
    let name = debug.typeName(type)
    let found: Rendering =
      switch name {
      case "sync.Map", "sync.readOnly", "sync.entry", "sync.poolChainElt", "sync.eface", "runtime.timer",
        "time.runtimeTimer", "runtime.timeTimer", "time.Timer", "time.Ticker":
        .end
      case "sync.poolLocal": .embedded
      case "sync.poolLocalInternal": .last
      case "sync/atomic.Value": .end
      default:
        name.hasPrefix("internal/sync.HashTrieMap[") || name.hasPrefix("sync/atomic.Pointer[") ? .end : .field
      }
    renderings[type] = found
    return found
  }

  func isPoolLocal(_ type: DebugInfo.TypeID) -> Bool { type != DebugInfo.none && canonical(type) == poolLocal }

  func isMapPart(_ type: DebugInfo.TypeID) -> Bool {
    let name = debug.typeName(type)
    return ["map<", "table<", "*table<", "groupReference<", "hash<", "bucket<"].contains { name.hasPrefix($0) }
  }

  /// A node of the trie behind `sync.Map`.
  func isTrie(_ type: DebugInfo.TypeID) -> Bool {
    let name = debug.typeName(type)
    return name.hasPrefix("internal/sync.indirect[") || name.hasPrefix("internal/sync.entry[")
  }

  /// Eight slots of a map (Go 1.24 on).
  func isGroup(_ type: DebugInfo.TypeID) -> Bool {
    debug.field("ctrl", of: canonical(type)) != nil && debug.field("slots", of: canonical(type)) != nil
  }

  // MARK: Words

  /// What the word at an offset of a value is.
  func leaf(of type: DebugInfo.TypeID, at offset: Int64) -> TypeLeaf {
    let words = Int(size(of: type) / 8)
    guard offset >= 0, offset % 8 == 0 else { return TypeLeaf() }
    if words > Self.wordLimit { return findLeaf(of: type, at: offset) }
    let index = Int(offset / 8)
    if let table = leaves[type] { return index < table.count ? table[index] : TypeLeaf() }
    let table = (0..<max(words, 0)).map { findLeaf(of: type, at: Int64($0) * 8) }
    leaves[type] = table
    return index < table.count ? table[index] : TypeLeaf()
  }

  /// Which words of a type are followed; for types of less than 8 KB.
  func pointers(of type: DebugInfo.TypeID) -> [Bool] {
    if let found = pointerWords[type] { return found }
    let words = min(Int(size(of: type) / 8), Self.wordLimit)
    let found = (0..<max(words, 0)).map { leaf(of: type, at: Int64($0) * 8).isPointer }
    pointerWords[type] = found
    return found
  }

  private func findLeaf(of type: DebugInfo.TypeID, at offset: Int64) -> TypeLeaf {
    var type = type
    var offset = offset
    var leaf = TypeLeaf()
    if type >= Self.firstClosure {
      let index = Int(type - Self.firstClosure)
      guard closures.indices.contains(index) else { return leaf }
      guard
        let field = closures[index].fields.last(where: {
          $0.offset <= offset && offset < $0.offset + max(size(of: $0.type), 1)
        })
      else { return leaf }
      type = field.type
      offset -= field.offset
      leaf.patternOffset = field.offset
    }
    for _ in 0..<60 {
      guard Int(type) < debug.types.count else { return leaf }
      let row = debug.types[Int(type)]
      switch (row.tag, row.kind) {
      case (.typedef, 21), (.typedef, 18):
        leaf.kind = .pointer
        leaf.target = element(of: row.element)
        return leaf
      case (.typedef, 20):
        leaf.kind = offset == 8 ? .interfaceValue : .interfaceType
        leaf.hasMethods = debug.typeName(underlyingStructure(of: type)) == "runtime.iface"
        return leaf
      case (.typedef, _): type = row.element
      case (_, 24):
        if offset == 0 { leaf.kind = .string }
        return leaf
      case (_, 23):
        guard offset == 0 else { return leaf }
        leaf.kind = .slice
        leaf.target = row.goElement
        if leaf.target == DebugInfo.none, row.fieldCount > 0 {
          leaf.target = element(of: debug.fields[Int(row.firstField)].type)
        }
        return leaf
      case (.structure, _):
        guard let index = field(of: row, at: offset) else { return leaf }
        let field = debug.fields[index]
        leaf.container = type
        leaf.containerOffset = offset
        leaf.patternOffset &+= field.offset
        if let rule = rule(for: type, row, field) {
          leaf.kind = rule.kind
          leaf.target = rule.target
          return leaf
        }
        offset &-= field.offset
        type = field.type
      case (.array, _):
        let size = self.size(of: row.element)
        guard size > 0 else { return leaf }
        offset %= size
        type = row.element
      case (_, 19), (.subroutine, _):
        leaf.kind = .function
        return leaf
      case (.pointer, _):
        // A pointer to nothing known is unsafe.Pointer: followed, but to what is not said.
        leaf.kind = .pointer
        leaf.target = row.element
        return leaf
      default: return leaf
      }
    }
    return leaf
  }

  private func underlyingStructure(of type: DebugInfo.TypeID) -> DebugInfo.TypeID {
    var type = type
    for _ in 0..<40 where Int(type) < debug.types.count && debug.types[Int(type)].tag == .typedef {
      type = debug.types[Int(type)].element
    }
    return type
  }

  /// The field of a structure that holds an offset.
  func field(of row: DebugInfo.TypeRow, at offset: Int64) -> Int? {
    (Int(row.firstField)..<Int(row.firstField) + Int(row.fieldCount)).last { index in
      let field = debug.fields[index]
      return offset >= field.offset && offset < field.offset &+ size(of: field.type)
    }
  }

  // MARK: Rules

  private func prefix(of type: DebugInfo.TypeID) -> Prefix {
    if let found = prefixes[type] { return found }
    let name = debug.typeName(type)
    let found: Prefix =
      if name.hasPrefix("map<") {
        .swissMap
      } else if name.hasPrefix("groupReference<") {
        .groupReference
      } else if name.hasPrefix("hash<") {
        .hash
      } else if name.hasPrefix("hchan<") {
        .channel
      } else if name.hasPrefix("sync/atomic.Pointer[") {
        .atomicPointer
      } else if name == "sync.Pool" {
        .pool
      } else if name == "sync.eface" {
        .genericInterface
      } else {
        .none
      }
    prefixes[type] = found
    return found
  }

  private func rule(
    for type: DebugInfo.TypeID,
    _ row: DebugInfo.TypeRow,
    _ field: DebugInfo.FieldRow
  ) -> (kind: TypeLeaf.Kind, target: DebugInfo.TypeID)? {
    let prefix = prefix(of: type)
    if prefix == .none { return nil }
    let name = debug.text(field.name)
    let target = element(of: field.type)
    switch (prefix, name) {
    case (.swissMap, "dirPtr"): return (.swissDirectory, target)
    case (.groupReference, "data"): return (.swissGroups, target)
    case (.hash, "buckets"): return (.buckets, target)
    case (.hash, "oldbuckets"):
      return (.buckets, debug.field("buckets", of: type).map { element(of: $0.type) } ?? DebugInfo.none)
    case (.channel, "buf"): return (.channelBuffer, DebugInfo.none)
    case (.atomicPointer, "v"):
      // The first field is an empty array of pointers to what it holds.
      guard row.fieldCount > 0 else { return nil }
      return (.pointer, element(of: underlying(element(of: debug.fields[Int(row.firstField)].type))))
    case (.pool, "local"), (.pool, "victim"): return (.poolLocal, poolLocal)
    case (.genericInterface, "val"): return (.genericInterface, DebugInfo.none)
    default: return nil
    }
  }

  // MARK: Pointees

  /// What the pointer `value` in the word at an address points to: a type, and how many values of it at most.
  func pointee(_ leaf: TypeLeaf, at address: UInt64, value: UInt64) -> (type: DebugInfo.TypeID, count: UInt64)? {
    func word(_ name: String) -> UInt64 {
      guard let field = debug.field(name, of: leaf.container) else { return 0 }
      let base = address &- UInt64(bitPattern: leaf.containerOffset)
      return memory.integer(at: base &+ UInt64(bitPattern: field.offset), width: min(Int(size(of: field.type)), 8)) ?? 0
    }
    switch leaf.kind {
    case .unknown, .interfaceType: return nil
    case .pointer: return (leaf.target, 1)
    case .string: return (byte, memory.word(at: address &+ 8) ?? 0)
    case .slice: return (leaf.target, memory.word(at: address &+ 16) ?? 0)
    case .function: return closure(at: value).map { ($0, 1) }
    case .interfaceValue:
      guard var descriptor = memory.word(at: address &- 8), descriptor != 0 else { return nil }
      if leaf.hasMethods { descriptor = memory.word(at: descriptor &+ itabType) ?? 0 }
      return interfaceValue(descriptor, at: address)
    case .genericInterface: return interfaceValue(memory.word(at: address &- 8) ?? 0, at: address)
    case .swissDirectory:
      let length = word("dirLen")
      let table = element(of: leaf.target)
      if length != 0 { return (leaf.target, length) }
      // A small map has one group and no table.
      guard let groups = debug.field("groups", of: table), let data = debug.field("data", of: underlying(groups.type))
      else { return nil }
      return (element(of: data.type), 1)
    case .swissGroups: return (leaf.target, word("lengthMask") &+ 1)
    case .buckets:
      // Buckets for overflow lie behind the others in the same object: all of it.
      return (leaf.target, 1 << 40)
    case .channelBuffer: return (type(ofDescriptor: word("elemtype")).type, word("dataqsiz"))
    case .poolLocal:
      return (
        leaf.target, word(leaf.containerOffset == fieldOffset("victim", leaf.container) ? "victimSize" : "localSize")
      )
    }
  }

  private func fieldOffset(_ name: String, _ type: DebugInfo.TypeID) -> Int64 {
    debug.field(name, of: type)?.offset ?? -1
  }

  private func interfaceValue(_ descriptor: UInt64, at address: UInt64) -> (type: DebugInfo.TypeID, count: UInt64)? {
    let (type, isDirect) = type(ofDescriptor: descriptor)
    if type == DebugInfo.none, let target = describedTarget(of: descriptor) { return (target, 1) }
    guard type != DebugInfo.none else { return nil }
    guard isDirect else { return (type, 1) }
    var inner = leaf(of: type, at: 0)
    if inner.kind == .unknown { inner = findLeaf(of: type, at: 0) }
    switch inner.kind {
    case .pointer: return inner.target == DebugInfo.none ? nil : (inner.target, 1)
    case .function: return memory.word(at: address).flatMap { closure(at: $0) }.map { ($0, 1) }
    default: return nil
    }
  }

  /// The type of a value in an interface, for its name.
  func interfaceTypeName(_ leaf: TypeLeaf, at address: UInt64) -> String? {
    var descriptor = memory.word(at: address &- 8) ?? 0
    if leaf.hasMethods { descriptor = memory.word(at: descriptor &+ itabType) ?? 0 }
    guard descriptor != 0 else { return nil }
    let type = type(ofDescriptor: descriptor).type
    if type == DebugInfo.none { return describedTarget(of: descriptor).map { "*" + name(of: $0) } }
    return name(of: type)
  }

  /// The type of the value in an interface, whose first word lies at an address; none when it is nil or unknown.
  func interfaceType(hasMethods: Bool, at address: UInt64) -> DebugInfo.TypeID {
    guard var descriptor = memory.word(at: address), descriptor != 0 else { return DebugInfo.none }
    if hasMethods { descriptor = memory.word(at: descriptor &+ itabType) ?? 0 }
    return type(ofDescriptor: descriptor).type
  }

  /// Whether an interface type has methods.
  func hasMethods(_ type: DebugInfo.TypeID) -> Bool {
    debug.typeName(underlyingStructure(of: type)) == "runtime.iface"
  }

  /// Whether a type is the pointer to a table that all maps share.
  func isGenericTable(_ type: DebugInfo.TypeID) -> Bool { type == genericTable }

  /// For a node of the trie behind `sync.Map` (Go 1.24 on) the type that it really has; any other type stays.
  func concreteTrieNode(_ type: DebugInfo.TypeID, isEntry: Bool) -> DebugInfo.TypeID {
    if let found = trieNodes[type] { return found.map { isEntry ? $0.entry : $0.inner } ?? type }
    let prefix = "internal/sync.node["
    let name = debug.typeName(type)
    // What is instantiated for interfaces is compiled, and named, for their shape; both are laid out alike.
    func variant(_ kind: String) -> DebugInfo.TypeID? {
      let parameters = String(name.dropFirst(prefix.count))
      return debug.type(named: "internal/sync.\(kind)[" + parameters)
        ?? debug.type(
          named: "internal/sync.\(kind)[" + parameters.replacing("interface {}", with: "go.shape.interface {}")
        )
    }
    guard name.hasPrefix(prefix), let entry = variant("entry"), let inner = variant("indirect") else {
      trieNodes[type] = .some(nil)
      return type
    }
    trieNodes[type] = (entry, inner)
    return isEntry ? entry : inner
  }

  // MARK: Timers

  /// The whole of a timer of package time to which a pointer leads, by whichever of its names; nil for all else.
  ///
  /// - Parameters: the pointer's type and value, and where its object begins and ends.
  func timer(_ type: DebugInfo.TypeID, at address: UInt64, base: UInt64, limit: UInt64) -> DebugInfo.TypeID? {
    guard timeTimer != DebugInfo.none, Int(type) < debug.types.count else { return nil }
    let isTimer: Bool
    if let known = timers[type] {
      isTimer = known
    } else {
      isTimer = ["runtime.timer", "time.runtimeTimer", "time.Timer", "time.Ticker"].contains(debug.typeName(type))
      timers[type] = isTimer
    }
    guard isTimer, address == base || address == base &+ timerOffset,
      limit &- base >= UInt64(clamping: size(of: timeTimer))
    else { return nil }
    // A timer of the runtime's own begins where its object does, and so does a time.Timer.
    if address == base, debug.typeName(type) == "runtime.timer" { return nil }
    return timeTimer
  }

  // MARK: Closures

  /// The type of the closure at an address: its first word is the entry of its function.
  func closure(at address: UInt64) -> DebugInfo.TypeID? {
    guard let entry = memory.word(at: address) else { return nil }
    if let found = closureOfEntry[entry] { return found == DebugInfo.none ? nil : found }
    guard let function = functions.function(at: entry), function.entry == entry else {
      closureOfEntry[entry] = DebugInfo.none
      return nil
    }
    var closure = Closure(function: function.name, size: 8, fields: [])
    if let index = functionsByName[function.name] {
      for local in locals(of: debug.functions[index]) where local.closureOffset >= 0 {
        closure.fields.append((debug.text(local.name), local.closureOffset, local.type))
      }
    }
    if function.name.hasSuffix("-fm"), closure.fields.isEmpty,
      let index = functionsByName[String(function.name.dropLast(3))],
      let receiver = locals(of: debug.functions[index]).first
    {
      // A method value: the receiver follows the function.
      closure.fields.append(("R", 8, receiver.type))
    }
    closure.fields.sort { $0.offset < $1.offset }
    if let last = closure.fields.last { closure.size = last.offset + size(of: last.type) }
    let type = Self.firstClosure + UInt32(closures.count)
    closures.append(closure)
    closureOfEntry[entry] = type
    return type
  }

  /// Whether a type is that of a function value with what it captured.
  func isClosure(_ type: DebugInfo.TypeID) -> Bool {
    let index = Int(type) - Int(Self.firstClosure)
    return closures.indices.contains(index) && !closures[index].isDescribed
  }

  /// Adds a type that the debug information does not have.
  func add(_ described: Closure) -> DebugInfo.TypeID {
    closures.append(described)
    return Self.firstClosure + UInt32(closures.count - 1)
  }

  func locals(of function: DebugInfo.FunctionRow) -> ArraySlice<DebugInfo.LocalRow> {
    debug.locals[Int(function.firstLocal)..<Int(function.firstLocal + function.localCount)]
  }
}
