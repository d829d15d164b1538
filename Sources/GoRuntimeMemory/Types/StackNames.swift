// SPDX-License-Identifier: Apache-2.0

import ProcessImages

/// Names the slots of stack frames after the local variables that live in them.
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
    }
    return roots
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
