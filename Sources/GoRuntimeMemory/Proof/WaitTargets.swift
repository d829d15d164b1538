// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import ProcessImages

/// What has to be reached for a goroutine to go on.
enum WaitTargets {
  /// It runs, is about to, or is being woken.
  case runs
  /// It waits for what no other goroutine does: the kernel, a clock.
  case outside
  /// It waits for one of the runtime's own events.
  case runtime
  /// A nil channel or a `select` without cases: nothing lets it go on.
  case never
  /// One of several things in memory.
  case anyOf([Target])

  struct Target {
    var address: UInt64
    /// The bytes that belong to it.
    var range: Range<UInt64>
    var wait: Goroutine.Wait
  }
}

extension ProgramGraph {
  /// What a goroutine waits for; what is not known lets it go on.
  ///
  /// Source: runtime/mgc.go `isMaybeRunnable`. A plain `semacquire` counts too, which up to Go 1.22 is how `WaitGroup.Wait`
  /// reads; semaphores of the runtime itself are variables, which everybody reaches.
  func waitTargets(of index: Int) -> WaitTargets {
    let goroutine = goroutines[index]
    switch goroutine.state {
    case .waiting, .leaked: break
    case .syscall: return .outside
    default: return .runs
    }
    switch GoroutineState(waitReason: goroutine.reason) {
    case .selectNoCases, .chanReceiveNil, .chanSendNil: return .never
    case .chanReceive, .chanSend, .select:
      guard !goroutine.waits.isEmpty else { return .runs }
      return targets(goroutine.waits, of: goroutine) { wait in
        wait.queue == .receivers || wait.queue == .senders ? (wait.channel, wait.channel..<wait.channel &+ 1) : nil
      }
    case .mutexLock, .rwMutexLock, .rwMutexRLock, .waitGroupWait, .semacquire:
      return targets(goroutine.waits, of: goroutine) { wait in
        // The state of a mutex is the word before its semaphore; of others the semaphore alone is sure.
        guard wait.queue == .semaphore, wait.element >= 4, wait.element < .max - 8 else { return nil }
        return (wait.element, wait.element - (goroutine.reason == "sync.Mutex.Lock" ? 4 : 0)..<wait.element + 4)
      }
    case .condWait:
      return targets(goroutine.waits, of: goroutine) { wait in
        wait.queue == .condition && wait.element < .max - 8 ? (wait.element, wait.element..<wait.element + 8) : nil
      }
    case .coroutine: return coroutine(of: index)
    case .ioWait, .sleep: return .outside
    case .runtimeInternal, .finalizerWait, .cleanupWait: return .runtime
    default: return .outside
    }
  }

  /// All that a goroutine waits for; when one of it is not in its queue, it is being woken.
  private func targets(
    _ waits: [Goroutine.Wait],
    of goroutine: Goroutine,
    _ target: (Goroutine.Wait) -> (UInt64, Range<UInt64>)?
  ) -> WaitTargets {
    var found: [WaitTargets.Target] = []
    for wait in waits {
      guard let (address, range) = target(wait) else { return .runs }
      found.append(WaitTargets.Target(address: address, range: range, wait: wait))
    }
    return found.isEmpty ? .runs : .anyOf(found)
  }

  /// A goroutine of `iter.Pull`, or one that waits for what such yields: who has the coroutine lets it go on.
  private func coroutine(of index: Int) -> WaitTargets {
    let layout = heap.layout
    guard let size = layout.size("runtime.coro"), let owner = layout.optionalField("runtime.coro", "gp")?.offset else {
      return .outside
    }
    for word in roots[rootOfGoroutine[index]].words {
      // Packages know it by another type, so it is known by its size and by the goroutine that it names.
      guard let slot = heap.slot(of: word.value), heap.address(ofSlot: slot) == word.value,
        (size..<size * 2).contains(heap.size(ofSlot: slot)),
        heap.memory.word(at: word.value &+ owner) == goroutines[index].record
      else { continue }
      let wait = Goroutine.Wait(sudog: 0, element: word.value, channel: 0)
      return .anyOf([.init(address: word.value, range: word.value..<word.value &+ 8, wait: wait)])
    }
    return .outside
  }

  /// The bytes to which a pointer gives access: of what it points to, or to the end of the object when that is not known.
  func bytesHeld(by holder: UInt32, edge: Int) -> Range<UInt64> {
    let edge = self.edge(from: holder, place: graph.places[edge])
    guard let value = edge.word?.value ?? heap.memory.word(at: edge.address), let slot = heap.slot(of: value) else {
      return 0..<UInt64.max
    }
    let end = heap.address(ofSlot: slot) &+ heap.size(ofSlot: slot)
    guard value < end else { return 0..<UInt64.max }
    let leaf = table.leaf(of: edge.type, at: edge.offset)
    guard edge.type != DebugInfo.none, edge.word?.isPartial != true, leaf.kind != .function,
      let pointee = table.pointee(leaf, at: edge.address, value: value)
    else { return value..<end }
    let size = UInt64(clamping: table.size(of: pointee.type))
    let (bytes, overflows) = size.multipliedReportingOverflow(by: max(pointee.count, 1))
    return value..<(size == 0 || overflows || bytes > end - value ? end : value + bytes)
  }
}
