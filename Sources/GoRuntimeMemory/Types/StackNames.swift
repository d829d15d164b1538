// SPDX-License-Identifier: Apache-2.0

import ProcessImages

/// Names the slots of stack frames after the local variables that live in them, and gives objects with finalizers their types.
struct StackNames {
  /// A part of a local variable in the frames of a function, while it stands at one program counter.
  struct Part {
    var local: UInt32
    var type: DebugInfo.TypeID
    var piece: FramePiece
  }

  private let table: TypeTable
  private let debug: DebugInfo

  init(_ table: TypeTable) {
    self.table = table
    debug = table.debug
  }

  /// The roots with the words of stacks named where a variable covers them.
  ///
  /// Goroutines mostly stand at the same places, so that a place is looked up once.
  func naming(_ roots: [GraphRoot], goroutines: [Goroutine]) -> [GraphRoot] {
    var known: [UInt64: [Part]] = [:]
    var roots = roots
    for root in roots.indices where roots[root].sort == .finalizer {
      for index in roots[root].words.indices where roots[root].words[index].sort == .finalizable {
        let pointer = table.type(ofDescriptor: roots[root].words[index].descriptor).type
        roots[root].words[index].type = table.element(of: pointer)
      }
    }
    for root in roots.indices where roots[root].goroutine >= 0 {
      let frames = goroutines[roots[root].goroutine].frames
      for index in roots[root].words.indices {
        let word = roots[root].words[index]
        guard word.address != 0, frames.indices.contains(Int(word.frame)) else { continue }
        let frame = frames[Int(word.frame)]
        let parts: [Part]
        if let found = known[frame.pc] {
          parts = found
        } else {
          parts = self.parts(at: frame.pc)
          known[frame.pc] = parts
        }
        if let local = unplaced(word, at: frame.pc) {
          roots[root].words[index].local = local
          roots[root].words[index].type = debug.locals[Int(local)].type
          roots[root].words[index].isPartial = true
        }
        for part in parts {
          let start = frame.framePointer &+ UInt64(bitPattern: part.piece.frameOffset)
          guard word.address &- start < UInt64(clamping: part.piece.size) else { continue }
          roots[root].words[index].local = part.local
          roots[root].words[index].type = part.type
          roots[root].words[index].typeOffset = Int64(word.address &- start) &+ part.piece.start
          roots[root].words[index].isPartial = part.piece.size < table.size(of: part.type)
          break
        }
      }
      let words = roots[root].words
      // What is named first is found first: a variable says more than the same pointer in a frame that it called.
      let order = words.map { Self.turn(of: $0, frames) }
      roots[root].words = words.indices.sorted { (order[$0], $0) < (order[$1], $1) }.map { words[$0] }
    }
    return roots
  }

  private static func turn(of word: RootWord, _ frames: [GoroutineFrame]) -> Int {
    switch word.sort {
    case .goroutineRecord: return 4
    case .deferRecord, .context: return 1
    default:
      if word.local != DebugInfo.none { return 0 }
      guard frames.indices.contains(Int(word.frame)) else { return 3 }
      let function = frames[Int(word.frame)].function
      return ["runtime.", "sync.", "internal/"].contains { function.hasPrefix($0) } ? 3 : 2
    }
  }

  /// The variable that a slot must hold of which nothing says what it is: the only pointer of the function to values of
  /// just that size.
  ///
  /// Where a variable is saved during a call is often left out of the debug information.
  private func unplaced(_ word: RootWord, at pc: UInt64) -> UInt32? {
    let heap = table.heap
    guard word.sort == .slot, let spanIndex = heap.spanIndex(of: word.value),
      let function = debug.function(at: pc &- heapBias &- 1)
    else { return nil }
    let span = heap.spans[spanIndex]
    guard !span.isTiny, (word.value &- span.base) % span.elementSize == (span.pointers == .header ? 8 : 0) else {
      return nil
    }
    let room = span.elementSize - (span.pointers == .header ? 8 : 0)
    var found: UInt32?
    for local in function.firstLocal..<function.firstLocal + function.localCount {
      let type = table.underlying(debug.locals[Int(local)].type)
      guard Int(type) < debug.types.count, debug.types[Int(type)].tag == .pointer else { continue }
      let target = table.canonical(table.element(of: type))
      let size = UInt64(clamping: table.size(of: target))
      // A size class wastes an eighth of it at most, and small ones 16 bytes.
      guard size > 0, size <= room, size > room - max(room / 8, min(room, 16)),
        table.pointers(of: target).contains(true) == (span.pointers != .none)
      else { continue }
      if let other = found,
        table.canonical(table.element(of: table.underlying(debug.locals[Int(other)].type))) != target
      {
        return nil
      }
      found = local
    }
    return found
  }

  /// The variables that lie in the frame of a function that called from a return address.
  func parts(at pc: UInt64) -> [Part] {
    let address = pc &- heapBias &- 1
    guard let function = debug.function(at: address) else { return [] }
    var parts: [Part] = []
    for local in function.firstLocal..<function.firstLocal + function.localCount {
      let row = debug.locals[Int(local)]
      for piece in debug.framePieces(of: row, at: address) {
        parts.append(Part(local: local, type: row.type, piece: piece))
      }
    }
    return parts
  }

  private var heapBias: UInt64 { table.bias }
}
