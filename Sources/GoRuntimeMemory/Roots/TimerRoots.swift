// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// The timers that run: they are kept by the processors that will fire them, whether or not anybody else knows them.
///
/// Source: runtime/time.go: `p.timers` is a slice of pointers up to Go 1.22, and from 1.23 on a structure whose `heap` lists
/// pairs of a timer and its time.
struct TimerRoots {
  private static let processorLimit: UInt64 = 1 << 16
  private static let timerLimit: UInt64 = 1 << 26

  /// One root for all timers; none when none runs or the layout is unknown.
  static func read(_ heap: GoHeap) -> [GraphRoot] {
    let layout = heap.layout
    let memory = heap.memory
    guard let list = layout.optionalAddress("runtime.allp"), let array = memory.word(at: list),
      let processors = memory.word(at: list &+ 8), processors <= processorLimit,
      var timers = layout.optionalField("runtime.p", "timers")?.offset,
      let pointer = layout.debug.type(named: "*runtime.timer")
    else { return [] }
    var stride: UInt64 = 8
    if let inner = layout.optionalField("runtime.timers", "heap") {
      timers &+= inner.offset
      stride = layout.size("runtime.timerWhen") ?? 16
    }
    var root = GraphRoot(sort: .global, name: GraphRoot.timers)
    for index in 0..<processors {
      guard let processor = memory.word(at: array &+ index &* 8), let start = memory.word(at: processor &+ timers),
        let count = memory.word(at: processor &+ timers &+ 8), count <= timerLimit
      else { continue }
      for entry in 0..<count {
        let address = start &+ entry &* stride
        guard let timer = memory.word(at: address) else { break }
        guard heap.spanIndex(of: timer) != nil else { continue }
        root.words.append(RootWord(address: address, value: timer, sort: .timer, type: pointer))
      }
    }
    return root.words.isEmpty ? [] : [root]
  }
}
