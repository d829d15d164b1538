// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

// The caller that turns out to begin the next dump.

extension DumpReader {
  /// A goroutine with its names, on the way from one snapshot to the next.
  struct Caller {
    var goroutine: PendingGoroutine
    var frames: [CodeFrame]
    var creator: CodeFrame?
  }

  /// Takes back the last goroutine when it is the `[running]` caller of the dump that has just been found to begin.
  mutating func takeCallerOfNextDump() -> Caller? {
    guard hasGoroutine, let builder, builder.count > 0,
      GoroutineGroupTable.states[Int(goroutine.state)] == .running, !builder.contains(goroutine.id)
    else { return nil }
    hasGoroutine = false
    let stacks = builder.interner.stacks
    return Caller(
      goroutine: goroutine,
      frames: goroutine.frames.map { stacks.codeFrame(FrameID(index: $0)) },
      creator: goroutine.creator == .max ? nil : stacks.codeFrame(FrameID(index: goroutine.creator))
    )
  }

  mutating func adopt(_ caller: Caller) {
    goroutine = caller.goroutine
    goroutine.labels = []
    goroutine.frames = caller.frames.compactMap { frame($0) }
    goroutine.creator = caller.creator.flatMap { frame($0) } ?? .max
    hasGoroutine = true
    commit()
  }

  private mutating func frame(_ frame: CodeFrame) -> UInt32? {
    let name = Array(frame.function.utf8)
    let location = Array(frame.location.description.utf8)
    guard let function = builder?.interner.function(name.span.asRawBytes) else { return nil }
    return builder?.interner.frame(
      function: function.index,
      text: location.span.asRawBytes,
      length: location.count,
      line: UInt32(frame.location.line)
    )
  }
}
