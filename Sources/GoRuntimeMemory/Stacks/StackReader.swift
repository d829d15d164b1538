// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// Walks the stacks of goroutines as the collector does, and finds the pointers in their frames.
///
/// amd64: the return address lies below the caller's frame, and the saved frame pointer below that.
/// Source: runtime/traceback.go, stkframe.go and mgcmark.go of Go 1.21 to 1.27.
struct StackReader {
  let memory: MemoryImage
  let functions: FunctionTable
  /// Says whether an address is in the heap, for words of which nothing tells whether they are pointers.
  let heap: GoHeap

  /// An object on the stack that has its own mask and lives only while something live points to it.
  private struct StackObject {
    var address: UInt64
    var byteCount: UInt64
    var pointerBytes: Int32
    var mask: UInt64
    var frame: Int32
    var isLive = false
  }

  /// Fills frames and pointers of a goroutine.
  /// - Parameters:
  ///   - isAsynchronous: whether it was stopped anywhere, and not where it called something.
  ///   - registers: what its registers held then.
  ///   - deferred: addresses that deferred calls and panics hold into the stack.
  func read(
    _ goroutine: inout Goroutine,
    stackPointer: UInt64,
    pc: UInt64,
    isAsynchronous: Bool,
    registers: [UInt64],
    deferred: [UInt64]
  ) -> [RootWord] {
    var words: [RootWord] = []
    unwind(&goroutine, stackPointer: stackPointer, pc: pc, isAsynchronous: isAsynchronous, into: &words)
    for value in registers where heap.spanIndex(of: value) != nil {
      words.append(RootWord(address: 0, value: value, sort: .conservative, frame: 0))
    }
    readStackObjects(goroutine, extra: deferred + registers, into: &words)
    return words.filter { heap.spanIndex(of: $0.value) != nil }
  }

  private func unwind(
    _ goroutine: inout Goroutine,
    stackPointer: UInt64,
    pc: UInt64,
    isAsynchronous: Bool,
    into words: inout [RootWord]
  ) {
    var stackPointer = stackPointer
    var pc = pc
    var isConservative = isAsynchronous
    var callee = ""
    for depth in 0..<100_000 {
      guard stackPointer >= goroutine.stackLow, stackPointer < goroutine.stackHigh else {
        if depth == 0 { goroutine.gap = "its stack pointer is outside of its stack" }
        return
      }
      if pc == 0 {
        // A call of a nil function: the caller's address is on top.
        pc = memory.word(at: stackPointer) ?? 0
        stackPointer &+= 8
      }
      guard let function = functions.function(at: pc), let size = functions.stackSize(of: function, at: pc), size >= 0
      else {
        goroutine.gap = "a frame of it is of no known function"
        goroutine.frames.append(
          GoroutineFrame(function: "", pc: pc, stackPointer: stackPointer, framePointer: goroutine.stackHigh)
        )
        readConservatively(stackPointer..<goroutine.stackHigh, frame: goroutine.frames.count - 1, into: &words)
        return
      }
      let framePointer = stackPointer &+ UInt64(size) &+ 8
      let frame = goroutine.frames.count
      goroutine.frames.append(
        GoroutineFrame(function: function.name, pc: pc, stackPointer: stackPointer, framePointer: framePointer)
      )
      let wasInterrupted = function.name == "runtime.asyncPreempt" || function.name.hasPrefix("runtime.debugCall")
      if isConservative || wasInterrupted {
        var end = framePointer
        if function.argumentBytes > 0 { end = min(end &+ UInt64(function.argumentBytes), goroutine.stackHigh) }
        readConservatively(stackPointer..<max(end, stackPointer), frame: frame, into: &words)
        isConservative = wasInterrupted
      } else {
        var at: UInt64? = pc
        if callee == "runtime.sigpanic" {
          // It goes on where deferred calls were run, or not at all.
          at = function.deferReturn != 0 ? function.entry &+ UInt64(function.deferReturn) &+ 1 : nil
        }
        if let at { readFrame(function, goroutine.frames[frame], index: frame, at: at, into: &words) }
      }
      if function.isTop { return }
      if function.writesStackPointer, depth > 0, function.name != "runtime.cgocallback",
        function.name != "runtime.systemstack"
      {
        goroutine.gap = "its stack cannot be walked beyond \(function.name)"
        return
      }
      pc = memory.word(at: framePointer &- 8) ?? 0
      stackPointer = framePointer
      callee = function.name
    }
  }

  private func readConservatively(_ range: Range<UInt64>, frame: Int, into words: inout [RootWord]) {
    var address = range.lowerBound & ~7
    while address < range.upperBound {
      guard let value = memory.word(at: address) else { return }
      if heap.spanIndex(of: value) != nil || range.contains(value) {
        words.append(RootWord(address: address, value: value, sort: .conservative, frame: Int32(frame)))
      }
      address &+= 8
    }
  }

  /// The pointers of a frame that stands at a call: its locals below the saved frame pointer, its arguments above.
  private func readFrame(
    _ function: FunctionTable.Function,
    _ frame: GoroutineFrame,
    index: Int,
    at pc: UInt64,
    into words: inout [RootWord]
  ) {
    var row: Int32 = -1
    // A return address is behind the call, and a table may change just there.
    if pc != function.entry { row = functions.pcData(1, of: function, at: pc &- 1) ?? -1 }
    let map = UInt64(max(row, 0))
    let top = Self.localsEnd(frame)
    if top > frame.stackPointer, let table = functions.funcData(1, of: function) {
      readMap(table, row: map, frame: index, into: &words) { count in top &- UInt64(count) &* 8 }
    }
    if function.argumentBytes > 0, let table = functions.funcData(0, of: function) {
      readMap(table, row: map, frame: index, into: &words) { _ in frame.framePointer }
    }
  }

  /// Where locals end: below the return address and, if there is a frame at all, the saved frame pointer.
  private static func localsEnd(_ frame: GoroutineFrame) -> UInt64 {
    let end = frame.framePointer &- 8
    return end > frame.stackPointer ? end &- 8 : end
  }

  /// `runtime.stackmap`: rows, bits of a row, and the rows' bits.
  private func readMap(
    _ table: UInt64,
    row: UInt64,
    frame: Int,
    into words: inout [RootWord],
    start: (Int) -> UInt64
  ) {
    guard let rows = memory.integer(at: table, width: 4), let count = memory.integer(at: table &+ 4, width: 4),
      row < rows, count > 0, count < 1 << 24
    else { return }
    readMask(table &+ 8 &+ (count + 7) / 8 &* row, count: Int(count), at: start(Int(count)), frame: frame, into: &words)
  }

  private func readMask(_ mask: UInt64, count: Int, at start: UInt64, frame: Int, into words: inout [RootWord]) {
    for byte in 0..<(count + 7) / 8 {
      guard var bits = memory.integer(at: mask &+ UInt64(byte), width: 1) else { return }
      while bits != 0 {
        let bit = bits.trailingZeroBitCount
        bits &= bits - 1
        guard byte * 8 + bit < count else { return }
        let address = start &+ UInt64(byte * 8 + bit) &* 8
        if let value = memory.word(at: address), value != 0 {
          words.append(RootWord(address: address, value: value, sort: .slot, frame: Int32(frame)))
        }
      }
    }
  }

  /// Adds the pointers of stack objects to which live pointers lead, until nothing new is found.
  private func readStackObjects(_ goroutine: Goroutine, extra: [UInt64], into words: inout [RootWord]) {
    var objects: [StackObject] = []
    for (index, frame) in goroutine.frames.enumerated() {
      guard let function = functions.function(at: frame.pc), let table = functions.funcData(2, of: function),
        let count = memory.word(at: table), count < 1 << 16
      else { continue }
      for row in 0..<count {
        // {offset, size, pointer bytes, mask}: offsets below 0 count from the end of the locals, others are arguments.
        let record = table &+ 8 &+ row &* 16
        func half(_ offset: UInt64) -> UInt32 {
          UInt32(truncatingIfNeeded: memory.integer(at: record &+ offset, width: 4) ?? 0)
        }
        let offset = Int32(bitPattern: half(0))
        let base = offset >= 0 ? frame.framePointer : Self.localsEnd(frame)
        let address = base &+ UInt64(bitPattern: Int64(offset))
        guard address >= frame.stackPointer else { continue }
        objects.append(
          StackObject(
            address: address,
            byteCount: UInt64(half(4)),
            pointerBytes: Int32(bitPattern: half(8)),
            mask: functions.modules[function.module].readOnlyData &+ UInt64(half(12)),
            frame: Int32(index)
          )
        )
      }
    }
    guard !objects.isEmpty else { return }
    objects.sort { $0.address < $1.address }
    let stack = goroutine.stackLow..<max(goroutine.stackHigh, goroutine.stackLow)
    var pending = words.map(\.value) + extra
    pending.removeAll { !stack.contains($0) }
    while let value = pending.popLast() {
      var low = 0
      var high = objects.count
      while low < high {
        let middle = (low + high) / 2
        if objects[middle].address <= value { low = middle + 1 } else { high = middle }
      }
      guard low > 0, value &- objects[low - 1].address < objects[low - 1].byteCount, !objects[low - 1].isLive
      else { continue }
      objects[low - 1].isLive = true
      let object = objects[low - 1]
      let before = words.count
      if object.pointerBytes < 0 {
        // A program instead of a mask (up to Go 1.23): all words may be pointers.
        readConservatively(
          object.address..<max(object.address &+ object.byteCount, object.address),
          frame: Int(object.frame),
          into: &words
        )
      } else {
        readMask(
          object.mask,
          count: Int(object.pointerBytes) / 8,
          at: object.address,
          frame: Int(object.frame),
          into: &words
        )
      }
      pending += words[before...].map(\.value).filter { stack.contains($0) }
    }
  }
}
