// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Garbage collections and the heap that they leave.
extension TraceScheduler {
  /// GCActive, GCBegin, GCEnd: sequence, which the three share.
  mutating func collect(_ event: TraceEvent) -> Step {
    let isEnd = event.type == TraceEventType.gcEnd
    let isFirst = collection.state == .undetermined && !isEnd
    let isNext = event.argument0 == collection.sequence &+ 1
    guard isFirst || isNext else { return .wait }
    switch event.type {
    case TraceEventType.gcActive: guard isFirst || collection.state == .running else { return .broken }
    case TraceEventType.gcBegin: guard isFirst || collection.state == .off else { return .broken }
    default: guard collection.state == .running else { return .broken }
    }
    collection.sequence = event.argument0
    collection.state = isEnd ? .off : .running
    // The runtime tells the marked heap on the same thread just before, with the world stopped (mgc.go, resetLive).
    if isEnd, event.thread >= 0, let bytes = threads.states[event.thread].heapBytes {
      heap.append(bytes: Int64(clamping: bytes), at: event.time)
    }
    return .done
  }

  /// HeapAlloc: bytes.
  mutating func tellHeap(_ event: TraceEvent) -> Step {
    guard event.thread >= 0 else { return .broken }
    threads.states[event.thread].heapBytes = event.argument0
    return .done
  }
}
