// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// The functions of the program as the runtime itself finds them (`runtime._func`), with their frames' sizes and pointers.
///
/// Unchanged from Go 1.21 to 1.27. Source: runtime/symtab.go and runtime2.go.
final class FunctionTable {
  struct Function {
    /// Address of the `_func`.
    var record: UInt64
    var module: Int
    var name: String
    var entry: UInt64
    var argumentBytes: Int32
    /// Offset of the table of stack sizes.
    var stackSizes: UInt32
    /// Offsets of the tables of files and lines, and where its compilation unit's files begin.
    var files: UInt32
    var lines: UInt32
    var unit: UInt32
    var pcDataCount: UInt32
    var funcDataCount: UInt8
    var flags: UInt8
    /// Where the code that runs deferred calls returns to; 0 without it.
    var deferReturn: UInt32

    /// The outermost frame of a stack.
    var isTop: Bool { flags & 1 != 0 }
    /// Writes the stack pointer, so that frames below cannot be found.
    var writesStackPointer: Bool { flags & 2 != 0 }
  }

  let memory: MemoryImage
  let modules: [ModuleTable.Module]
  private var known: [UInt64: Function] = [:]
  private var stackSizes: [UInt64: Int32] = [:]
  var knownPlaces: [UInt64: [CodePlace]] = [:]

  init(_ memory: MemoryImage, _ table: ModuleTable) {
    self.memory = memory
    modules = table.modules
  }

  /// The function that holds a program counter.
  func function(at pc: UInt64) -> Function? {
    guard let index = modules.firstIndex(where: { pc >= $0.text && pc < $0.textEnd }) else { return nil }
    let module = modules[index]
    let offset = UInt32(truncatingIfNeeded: pc &- module.text)
    var low: UInt64 = 0
    var high = min(module.functionCount, 1 << 28)
    guard high > 1 else { return nil }
    high -= 1
    while low < high {
      let middle = (low + high) / 2
      let start = memory.integer(at: module.functionTable &+ middle &* 8, width: 4) ?? UInt64(UInt32.max)
      if start <= UInt64(offset) { low = middle + 1 } else { high = middle }
    }
    guard low > 0, let place = memory.integer(at: module.functionTable &+ (low - 1) &* 8 &+ 4, width: 4) else {
      return nil
    }
    let record = module.pcLineTable &+ place
    if let function = known[record] { return function }
    func half(_ offset: UInt64) -> UInt32 {
      UInt32(truncatingIfNeeded: memory.integer(at: record &+ offset, width: 4) ?? 0)
    }
    let function = Function(
      record: record,
      module: index,
      name: memory.zeroTerminatedText(at: module.names &+ UInt64(half(4))),
      entry: module.text &+ UInt64(half(0)),
      argumentBytes: Int32(bitPattern: half(8)),
      stackSizes: half(16),
      files: half(20),
      lines: half(24),
      unit: half(32),
      pcDataCount: half(28),
      funcDataCount: UInt8(truncatingIfNeeded: memory.integer(at: record &+ 43, width: 1) ?? 0),
      flags: UInt8(truncatingIfNeeded: memory.integer(at: record &+ 41, width: 1) ?? 0),
      deferReturn: half(12)
    )
    known[record] = function
    return function
  }

  /// Bytes of the frame at a program counter, without the return address.
  func stackSize(of function: Function, at pc: UInt64) -> Int32? {
    if let size = stackSizes[pc] { return size }
    let size = value(of: function, table: function.stackSizes, at: pc)
    if let size { stackSizes[pc] = size }
    return size
  }

  /// A value that depends on the program counter: `PCDATA_StackMapIndex` is 1.
  func pcData(_ table: UInt32, of function: Function, at pc: UInt64) -> Int32? {
    guard table < function.pcDataCount,
      let offset = memory.integer(at: function.record &+ 44 &+ UInt64(table) &* 4, width: 4)
    else { return nil }
    return value(of: function, table: UInt32(truncatingIfNeeded: offset), at: pc)
  }

  /// Address of data of a function: 0 pointers of arguments, 1 of locals, 2 stack objects.
  func funcData(_ index: UInt8, of function: Function) -> UInt64? {
    guard index < function.funcDataCount, function.pcDataCount < 1 << 16 else { return nil }
    let place = function.record &+ 44 &+ UInt64(function.pcDataCount) &* 4 &+ UInt64(index) &* 4
    guard let offset = memory.integer(at: place, width: 4), offset != 0xFFFF_FFFF else { return nil }
    return modules[function.module].functionData &+ offset
  }

  /// Walks a table of pairs (change of value, change of counter), both as varints, the first in zigzag form.
  func value(of function: Function, table: UInt32, at target: UInt64) -> Int32? {
    let memory = memory
    guard table != 0, var position = memory.offset(of: modules[function.module].pcTable &+ UInt64(table), count: 1)
    else { return nil }
    let bytes = memory.bytes
    var pc = function.entry
    var value: Int32 = -1
    var isFirst = true
    for _ in 0..<1 << 20 {
      let change = UInt32(truncatingIfNeeded: bytes.varint(at: &position))
      if change == 0, !isFirst { return nil }
      isFirst = false
      value &+= change & 1 != 0 ? Int32(bitPattern: ~(change >> 1)) : Int32(bitPattern: change >> 1)
      pc &+= bytes.varint(at: &position)
      if target < pc { return value }
    }
    return nil
  }
}
