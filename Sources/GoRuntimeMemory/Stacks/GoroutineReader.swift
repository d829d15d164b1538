// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// Reads all goroutines with what their stacks hold.
struct GoroutineReader {
  private let memory: MemoryImage
  private let layout: RuntimeLayout
  private let heap: GoHeap
  private let stacks: StackReader
  private let threads: [Int: [UInt64]]
  private let state, id, stack, schedule, syscallPointer, syscallPC, machine, deferred, waiting, reason, panic: UInt64
  private let pointer, pc, context, procID, signalStack: UInt64
  private let element, channel, nextWait, waiter: UInt64
  private let deferLink, deferFunction: UInt64
  private let waitSince, sleepsUntil, creation, parent: UInt64?
  private let timer, timerEnd: UInt64?
  private let reasons: [String]

  init(_ heap: GoHeap, functions: FunctionTable, threads: [ProcessSnapshot.Thread]) throws(HeapError) {
    self.heap = heap
    memory = heap.memory
    layout = heap.layout
    stacks = StackReader(memory: memory, functions: functions, heap: heap)
    var registers: [Int: [UInt64]] = [:]
    for thread in threads where thread.registers.count >= 27 { registers[thread.id] = thread.registers }
    self.threads = registers
    let layout = heap.layout
    let g = "runtime.g"
    state = try layout.field(g, "atomicstatus").offset
    id = try layout.field(g, "goid").offset
    stack = try layout.field(g, "stack").offset
    schedule = try layout.field(g, "sched").offset
    syscallPointer = try layout.field(g, "syscallsp").offset
    syscallPC = try layout.field(g, "syscallpc").offset
    machine = try layout.field(g, "m").offset
    deferred = try layout.field(g, "_defer").offset
    panic = try layout.field(g, "_panic").offset
    waiting = try layout.field(g, "waiting").offset
    reason = try layout.field(g, "waitreason").offset
    pointer = try layout.field("runtime.gobuf", "sp").offset
    pc = try layout.field("runtime.gobuf", "pc").offset
    context = try layout.field("runtime.gobuf", "ctxt").offset
    procID = try layout.field("runtime.m", "procid").offset
    signalStack = try layout.field("runtime.m", "gsignal").offset
    // Go 1.26 on: maybeTraceablePtr{vp, vu}, of which the second always holds the address.
    let more: UInt64 = layout.debug.type(named: "runtime.maybeTraceablePtr") != nil ? 8 : 0
    element = try layout.field("runtime.sudog", "elem").offset &+ more
    channel = try layout.field("runtime.sudog", "c").offset &+ more
    waiter = try layout.field("runtime.sudog", "g").offset
    nextWait = try layout.field("runtime.sudog", "waitlink").offset
    deferLink = try layout.field("runtime._defer", "link").offset
    deferFunction = try layout.field("runtime._defer", "fn").offset
    waitSince = layout.optionalField(g, "waitsince")?.offset
    creation = layout.optionalField(g, "gopc")?.offset
    parent = layout.optionalField(g, "parentGoid")?.offset
    // Go 1.23 on; before, the timer of a sleep says it.
    sleepsUntil = layout.optionalField(g, "sleepWhen")?.offset
    timer = layout.optionalField(g, "timer")?.offset
    timerEnd = layout.optionalField("runtime.timer", "when")?.offset
    reasons = Self.reasons(memory, layout)
  }

  /// The runtime's own words for why a goroutine waits; their numbers change with every version.
  private static func reasons(_ memory: MemoryImage, _ layout: RuntimeLayout) -> [String] {
    guard let table = layout.optionalAddress("runtime.waitReasonStrings") else { return [] }
    var reasons: [String] = []
    for index in 0..<64 as Range<UInt64> {
      guard let start = memory.word(at: table &+ index &* 16), let count = memory.word(at: table &+ index &* 16 &+ 8),
        count <= 64
      else { break }
      reasons.append(memory.text(at: start, count: count))
    }
    return reasons
  }

  /// All goroutines that have a stack, each with a root of its own.
  func read() throws(HeapError) -> (goroutines: [Goroutine], roots: [GraphRoot]) {
    let list = try layout.address("runtime.allgs")
    guard let array = memory.word(at: list), let count = memory.word(at: list &+ 8), count < 1 << 26,
      memory.offset(of: array, count: Int(count) * 8) != nil
    else { throw .implausible("the list of goroutines is not in memory") }
    var goroutines: [Goroutine] = []
    var roots: [GraphRoot] = []
    for index in 0..<count {
      guard let record = memory.word(at: array &+ index &* 8), var goroutine = describe(record) else { continue }
      var root = GraphRoot(sort: .goroutine, name: "", goroutine: goroutines.count)
      root.words = readStack(&goroutine)
      root.words.append(RootWord(address: 0, value: record, sort: .goroutineRecord))
      goroutines.append(goroutine)
      roots.append(root)
    }
    WaitQueues(memory, layout).complete(&goroutines, roots: roots)
    return (goroutines, roots)
  }

  private func describe(_ record: UInt64) -> Goroutine? {
    // Bit 12 says that the collector scans it.
    guard let status = memory.integer(at: record &+ state, width: 4),
      let state = Goroutine.State(rawValue: UInt32(status) & ~0x1000),
      let low = memory.word(at: record &+ stack), let high = memory.word(at: record &+ stack &+ 8),
      state != .dead, state != .idle, state != .spare, high != 0
    else { return nil }
    var goroutine = Goroutine(
      id: memory.word(at: record &+ id) ?? 0,
      state: state,
      reason: "",
      record: record,
      stackLow: low,
      stackHigh: high
    )
    if state == .waiting || state == .leaked, let number = memory.integer(at: record &+ reason, width: 1),
      Int(number) < reasons.count
    {
      goroutine.reason = reasons[Int(number)]
      goroutine.waitSince = time(record, waitSince)
      if goroutine.reason == "sleep" { goroutine.sleepsUntil = endOfSleep(record) }
    }
    goroutine.creation = creation.flatMap { memory.word(at: record &+ $0) } ?? 0
    goroutine.parent = parent.flatMap { memory.word(at: record &+ $0) } ?? 0
    var sudog = memory.word(at: record &+ waiting) ?? 0
    // Entries of a semaphore (stated from Go 1.26 on) are linked to those of other goroutines.
    while sudog != 0, goroutine.waits.count < 1000, memory.word(at: sudog &+ waiter) == record {
      goroutine.waits.append(
        Goroutine.Wait(
          sudog: sudog,
          element: memory.word(at: sudog &+ element) ?? 0,
          channel: memory.word(at: sudog &+ channel) ?? 0
        )
      )
      sudog = memory.word(at: sudog &+ nextWait) ?? 0
    }
    return goroutine
  }

  private func time(_ record: UInt64, _ field: UInt64?) -> Int64 {
    Int64(bitPattern: field.flatMap { memory.word(at: record &+ $0) } ?? 0)
  }

  private func endOfSleep(_ record: UInt64) -> Int64 {
    if let sleepsUntil { return time(record, sleepsUntil) }
    guard let timer, let sleep = memory.word(at: record &+ timer), sleep != 0 else { return 0 }
    return time(sleep, timerEnd)
  }

  private func readStack(_ goroutine: inout Goroutine) -> [RootWord] {
    let record = goroutine.record
    var at = (
      pointer: memory.word(at: record &+ schedule &+ pointer) ?? 0, pc: memory.word(at: record &+ schedule &+ pc) ?? 0
    )
    if let pointer = memory.word(at: record &+ syscallPointer), pointer != 0 {
      at = (pointer, memory.word(at: record &+ syscallPC) ?? 0)
    }
    var registers: [UInt64] = []
    var isAsynchronous = false
    if goroutine.state == .running, let machine = memory.word(at: record &+ machine) {
      if let found = interruption(of: goroutine, machine: machine) {
        at = (found.pointer, found.pc)
        registers = found.registers
        isAsynchronous = true
      }
    }
    var words: [RootWord] = []
    var intoStack: [UInt64] = []
    if let context = memory.word(at: record &+ schedule &+ context), context != 0 {
      words.append(RootWord(address: record &+ schedule &+ context, value: context, sort: .context))
    }
    var call = memory.word(at: record &+ deferred) ?? 0
    var calls = 0
    while call != 0, calls < 1_000_000 {
      words.append(RootWord(address: 0, value: call, sort: .deferRecord))
      let function = memory.word(at: call &+ deferFunction) ?? 0
      words.append(RootWord(address: call &+ deferFunction, value: function, sort: .deferRecord))
      intoStack.append(function)
      call = memory.word(at: call &+ deferLink) ?? 0
      calls += 1
    }
    intoStack.append(memory.word(at: record &+ panic) ?? 0)
    words = words.filter { heap.spanIndex(of: $0.value) != nil }
    return stacks.read(
      &goroutine,
      stackPointer: at.pointer,
      pc: at.pc,
      isAsynchronous: isAsynchronous,
      registers: registers,
      deferred: intoStack
    ) + words
  }

  /// Where a running goroutine was: in its thread's registers, or in what a signal saved of them.
  ///
  /// Nil when the thread runs on another stack for it (`systemstack`): then its schedule tells.
  private func interruption(
    of goroutine: Goroutine,
    machine: UInt64
  ) -> (pointer: UInt64, pc: UInt64, registers: [UInt64])? {
    guard let thread = memory.word(at: machine &+ procID), let words = threads[Int(clamping: thread)] else {
      return nil
    }
    // user_regs_struct: r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss.
    let pointer = words[19]
    let stack = goroutine.stackLow..<max(goroutine.stackHigh, goroutine.stackLow)
    if stack.contains(pointer) { return (pointer, words[16], Array(words[0..<15])) }
    guard let signal = memory.word(at: machine &+ signalStack), let low = memory.word(at: signal &+ self.stack),
      let high = memory.word(at: signal &+ self.stack &+ 8), low < high, (low..<high).contains(pointer),
      high - low < 1 << 20
    else { return nil }
    // A ucontext on the signal stack: flags, link, the stack's address, then from byte 40 on r8 to r15, rdi, rsi, rbp, rbx,
    // rdx, rax, rcx, rsp, rip.
    var address = pointer & ~7
    while address &+ 200 < high {
      if memory.word(at: address &+ 16) == low, let saved = memory.word(at: address &+ 160), stack.contains(saved),
        saved & 7 == 0, let pc = memory.word(at: address &+ 168), stacks.functions.function(at: pc) != nil
      {
        let registers = (0..<15 as Range<UInt64>).map { memory.word(at: address &+ 40 &+ $0 &* 8) ?? 0 }
        return (saved, pc, registers)
      }
      address &+= 8
    }
    return nil
  }
}
