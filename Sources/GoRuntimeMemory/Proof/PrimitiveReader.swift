// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import ProcessImages

/// Describes what goroutines wait for: what it is, who else waits for it, and how one gets to it.
struct PrimitiveReader {
  private let program: ProgramGraph
  private let layout: RuntimeLayout
  private let memory: MemoryImage
  private let writer: PathWriter
  private let patternWriter: PathWriter
  /// How many goroutines wait for the thing at an address.
  private let waiters: [UInt64: Int]
  /// Package variables in the order of their addresses.
  private let variables: [Int]
  private let now: Int64?
  private let timers: TimerChannels

  /// - Parameters:
  ///   - parents: who comes before each node on the paths to write; nil for the shortest.
  ///   - now: the time of the snapshot on the clock of the runtime, in ns.
  init(_ program: ProgramGraph, showsValues: Bool, now: Int64?) {
    self.program = program
    layout = program.heap.layout
    memory = program.heap.memory
    self.now = now
    timers = TimerChannels(program)
    var writer = PathWriter(program)
    writer.showsValues = showsValues
    self.writer = writer
    writer.isPattern = true
    patternWriter = writer
    let debug = program.table.debug
    variables = debug.variables.indices.sorted { debug.variables[$0].address < debug.variables[$1].address }
    var waiters: [UInt64: Int] = [:]
    for index in program.goroutines.indices {
      guard case .anyOf(let targets) = program.waitTargets(of: index) else { continue }
      for address in Set(targets.map(\.address)) { waiters[address, default: 0] += 1 }
    }
    self.waiters = waiters
  }

  /// All that a goroutine waits for: the cases of a `select`, and of all others one thing at most.
  func primitives(of index: Int, isLeaked: Bool, locals: inout FrameLocals) -> [LiveGoroutines.Primitive] {
    let goroutine = program.goroutines[index]
    switch program.waitTargets(of: index) {
    case .anyOf(let targets):
      return targets.map { target in
        var primitive = primitive(target, of: goroutine)
        // Only stacks lead there: then the variable that does says more than a path through some other goroutine.
        primitive.owner = isLeaked ? local(holding: target.address, index) : owner(of: target.address)
        return primitive
      }
    case .outside where goroutine.reason == "IO wait":
      return descriptor(of: goroutine, locals: &locals).map { [$0] } ?? []
    default: return []
    }
  }

  /// The local variable of the program's own functions through which a goroutine holds what it waits for.
  private func local(holding address: UInt64, _ index: Int) -> String? {
    guard let slot = program.heap.slot(of: address) else { return owner(of: address) }
    let goroutine = program.goroutines[index]
    let debug = program.table.debug
    let runtime = ["runtime.", "sync.", "internal/"]
    for word in program.roots[program.rootOfGoroutine[index]].words where program.heap.slot(of: word.value) == slot {
      let frame = Int(word.frame)
      guard goroutine.frames.indices.contains(frame), Int(word.local) < debug.locals.count,
        case let function = goroutine.frames[frame].function, !runtime.contains(where: { function.hasPrefix($0) })
      else { continue }
      let name = debug.text(debug.locals[Int(word.local)].name)
      let fields = place(of: address)?.fields ?? ""
      return "local \(name)\(fields) of \(GoNames.short(function))"
    }
    return nil
  }

  // MARK: Kinds

  private func primitive(_ target: WaitTargets.Target, of goroutine: Goroutine) -> LiveGoroutines.Primitive {
    if target.wait.channel != 0 { return channel(target.wait) }
    let place = place(of: target.address)
    var primitive = LiveGoroutines.Primitive(kind: place?.kind ?? kind(of: goroutine))
    primitive.address = "0x" + String(place?.address ?? target.address, radix: 16)
    primitive.waiters = waiters[target.address] ?? 1
    return primitive
  }

  /// What a semaphore belongs to, by what the runtime and the stack say.
  private func kind(of goroutine: Goroutine) -> LiveGoroutines.Primitive.Kind {
    switch GoroutineState(waitReason: goroutine.reason) {
    case .mutexLock: .mutex
    case .rwMutexLock, .rwMutexRLock: .readWriteMutex
    case .waitGroupWait: .waitGroup
    case .condWait: .condition
    case .coroutine: .coroutine
    default: goroutine.frames.contains { $0.function == "sync.(*WaitGroup).Wait" } ? .waitGroup : .semaphore
    }
  }

  private func channel(_ wait: Goroutine.Wait) -> LiveGoroutines.Primitive {
    var primitive = LiveGoroutines.Primitive(kind: .channel, waiters: waiters[wait.channel] ?? 1)
    primitive.address = "0x" + String(wait.channel, radix: 16)
    primitive.operation = wait.queue == .senders ? "send" : "receive"
    func field(_ name: String) -> UInt64? {
      layout.optionalField("runtime.hchan", name).flatMap {
        memory.integer(at: wait.channel &+ $0.offset, width: min($0.width, 8))
      }
    }
    primitive.capacity = field("dataqsiz").map { Int(clamping: $0) }
    primitive.buffered = field("qcount").map { Int(clamping: $0) }
    primitive.isClosed = field("closed").map { $0 != 0 }
    let element = program.table.type(ofDescriptor: field("elemtype") ?? 0).type
    if element != DebugInfo.none { primitive.element = GoNames.short(program.table.name(of: element)) }
    if let time = timers.time(of: wait.channel), let now {
      primitive.firesInSeconds = max(0, Double(time.when &- now) / 1e9)
      if time.period > 0 { primitive.periodSeconds = Double(time.period) / 1e9 }
    }
    return primitive
  }

  /// The descriptor of a goroutine that waits for the network, from the call of `internal/poll` that made it wait.
  private func descriptor(of goroutine: Goroutine, locals: inout FrameLocals) -> LiveGoroutines.Primitive? {
    let prefix = "internal/poll.(*FD)."
    guard let number = layout.optionalField("internal/poll.FD", "Sysfd"),
      let frame = goroutine.frames.first(where: { $0.function.hasPrefix(prefix) })
    else { return nil }
    let call = frame.function.dropFirst(prefix.count)
    var primitive = LiveGoroutines.Primitive(kind: .descriptor)
    primitive.operation = call.hasPrefix("Write") || call.hasPrefix("Send") || call == "Connect" ? "write" : "read"
    if let place = locals.address(of: "fd", in: frame), let value = memory.word(at: place.address),
      let descriptor = memory.word(at: value &+ number.offset), descriptor < 1 << 31
    {
      primitive.descriptor = Int(descriptor)
    }
    return primitive
  }

  // MARK: Places

  private static let kinds: [String: LiveGoroutines.Primitive.Kind] = [
    "sync.Mutex": .mutex, "internal/sync.Mutex": .mutex, "sync.RWMutex": .readWriteMutex,
    "sync.WaitGroup": .waitGroup, "sync.Cond": .condition,
  ]

  private struct Place {
    /// Fields and indices from the start of what holds it.
    var fields: String
    var kind: LiveGoroutines.Primitive.Kind
    /// Where the primitive begins.
    var address: UInt64
  }

  /// The primitive that an address is a part of, by the types of what it lies in.
  private func place(of address: UInt64) -> Place? {
    if let slot = program.heap.slot(of: address) {
      let node = program.graph.nodes[Int(slot)]
      guard node != 0, case let type = program.types.types[Int(node)], type != DebugInfo.none else { return nil }
      let base = program.heap.address(ofSlot: slot) &+ UInt64(program.types.starts[Int(node)])
      guard address >= base else { return nil }
      let size = UInt64(clamping: program.table.size(of: type))
      guard size > 0, (address - base) / size < program.types.counts[Int(node)] else { return nil }
      let index = program.types.counts[Int(node)] > 1 ? "[\((address - base) / size)]" : ""
      guard var place = descend(type, Int64((address - base) % size), address: address) else { return nil }
      place.fields = index + place.fields
      return place
    }
    guard let variable = variable(at: address) else { return nil }
    return descend(variable.type, Int64(address &- variable.address &- layout.bias), address: address)
  }

  /// The outermost primitive that holds an offset of a type.
  private func descend(_ type: DebugInfo.TypeID, _ offset: Int64, address: UInt64) -> Place? {
    let debug = program.table.debug
    var type = type
    var offset = offset
    var fields = ""
    for _ in 0..<60 {
      guard Int(type) < debug.types.count else { return nil }
      if let kind = Self.kinds[debug.typeName(type)] {
        return Place(fields: fields, kind: kind, address: address &- UInt64(bitPattern: offset))
      }
      let row = debug.types[Int(type)]
      switch row.tag {
      case .typedef: type = row.element
      case .structure:
        guard let index = program.table.field(of: row, at: offset) else { return nil }
        fields += ".\(debug.text(debug.fields[index].name))"
        offset -= debug.fields[index].offset
        type = debug.fields[index].type
      case .array:
        let size = program.table.size(of: row.element)
        guard size > 0 else { return nil }
        fields += "[\(offset / size)]"
        offset %= size
        type = row.element
      default: return nil
      }
    }
    return nil
  }

  private func variable(at address: UInt64) -> DebugInfo.VariableRow? {
    let debug = program.table.debug
    var low = 0
    var high = variables.count
    while low < high {
      let middle = (low + high) / 2
      if debug.variables[variables[middle]].address &+ layout.bias <= address {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low > 0 else { return nil }
    let row = debug.variables[variables[low - 1]]
    return address &- row.address &- layout.bias < UInt64(clamping: program.table.size(of: row.type)) ? row : nil
  }

  /// How one gets to a primitive: the path to the object that holds it, or its variable, and its field.
  ///
  /// - Parameter parents: who comes before each node; nil for shortest paths.
  func owner(of address: UInt64, parents: [UInt32]? = nil, isPattern: Bool = false) -> String? {
    let place = place(of: address)
    let fields = place?.fields ?? ""
    guard let slot = program.heap.slot(of: address) else {
      return variable(at: address).map { GoNames.short(program.table.debug.text($0.name)) + fields }
    }
    let node = program.graph.nodes[Int(slot)]
    guard node != 0, parents.map({ $0[Int(node)] != LeakProof.unreached }) ?? true else { return nil }
    var writer = isPattern ? patternWriter : self.writer
    writer.parents = parents
    let path = writer.path(to: node)
    if !fields.isEmpty { return fields.hasPrefix("[") ? path + fields : "\(path) \(fields)" }
    // The object is the primitive: the arrow to it says no more than the variable does.
    guard place != nil || program.table.isInside(program.types.types[Int(node)]), let arrow = path.lastRange(of: " -> ")
    else { return path }
    return String(path[..<arrow.lowerBound])
  }
}

extension String {
  /// Where a text occurs last.
  fileprivate func lastRange(of text: String) -> Range<String.Index>? { ranges(of: text).last }
}
