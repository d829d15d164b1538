// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// A lock that is never given back, and all that queue for it.
package struct GoroutineBlockedLock: GoroutineLeakKind {
  package let id = "goroutine-blocked-lock"
  package let summary =
    "a Mutex or RWMutex held for ever: return without Unlock, lock order, re-lock, Once inside itself"
  package let mechanism = """
    A lock that is not given back stops everybody who wants it from then on: a path that returns without Unlock, two \
    locks taken in both orders, a lock taken again by its holder, or a Once whose function calls itself. Every \
    request that comes by joins the queue and keeps all it holds.
    """
  package let detection = """
    Goroutines in the state `sync.Mutex.Lock` or `sync.RWMutex.*` that pile up at one line, or one that stands still \
    while others depend on it. Stacks and source together show who holds what: a cycle of holders is proof on every \
    Go version. Else Go's own leak profile or the ids of a process ten minutes old prove it.
    """
  package let activity = "wait for a lock"
  package let refutedBy = "an Unlock that lets a member of the first round have the lock"

  package init() {}

  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool {
    (series.place.operation.isLock || series.place.operation == .semaphore) && series.stack.hasOwnCode
  }

  package func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String] {
    let locks = story.series.reduce(into: [UInt64: Int]()) { $0.merge($1.primitives, uniquingKeysWith: +) }
    var sentences: [String] = []
    if locks.count == 1, let (address, waiters) = locks.first {
      let name = caseFile.capture.symbols[address].map { "\($0) (0x\(String(address, radix: 16)))" }
      let lock = name ?? "the one at 0x\(String(address, radix: 16))"
      sentences.append("All \(waiters) whose lock the stacks show wait for the same lock, \(lock).")
    } else if locks.count > 1 {
      sentences.append("They wait for \(locks.count) different locks.")
    }
    if let deadlock = LockDeadlock(story.series, sources: caseFile.capture.sources) {
      let links = deadlock.links.prefix(3).map { link in
        "goroutine \(link.goroutine) holds \(link.holds), taken in \(link.holder), and waits for \(link.waitsFor)"
      }
      sentences.append("They hold each other up for ever: \(links.joined(separator: "; ")).")
      return sentences
    }
    if let pair = LockOrder(story.series, allSeries: caseFile.goroutines.series).inversion {
      sentences.append(
        "Goroutines that wait for the lock at 0x\(String(pair.first, radix: 16)) work on the object that holds the lock at "
          + "0x\(String(pair.second, radix: 16)), and the other way round: the two locks are taken in both orders."
      )
    }
    if story.lead.stack.contains("sync.(*Once).Do") || story.lead.stack.contains("sync.(*Once).doSlow") {
      sentences.append("They wait inside sync.Once: its function calls itself or never returns.")
    }
    if let outer = relockedFrame(story.lead) {
      sentences.append("A caller on the same stack, \(outer), works on the same object and may hold the lock already.")
    }
    return sentences
  }

  /// A place of a cycle of holders explains most, then one that may hold what it waits for; the others only queue.
  package func weight(of series: GoroutineSeries, in caseFile: CaseFile) -> Int {
    if LockDeadlock([series], sources: caseFile.capture.sources) != nil { return 2 }
    return relockedFrame(series) == nil ? 0 : 1
  }

  /// A frame further out that has the same receiver as the one that blocks.
  private func relockedFrame(_ series: GoroutineSeries) -> String? {
    let stack = series.stack
    guard let blocked = stack.userIndex, let exemplar = series.exemplars.first,
      exemplar.arguments.indices.contains(blocked), let receiver = exemplar.arguments[blocked].first
    else { return nil }
    let typeName = receiverType(stack.frames[blocked].function)
    guard typeName != nil else { return nil }
    for index in (blocked + 1)..<max(blocked + 1, min(stack.frames.count, exemplar.arguments.count))
    where exemplar.arguments[index].first == receiver && receiverType(stack.frames[index].function) == typeName {
      return GoFunctionName(stack.frames[index].function).short
    }
    return nil
  }

  /// `(*Type)` of a method with a pointer receiver.
  private func receiverType(_ function: String) -> String? {
    let local = GoFunctionName(function).localName
    guard local.hasPrefix("(*"), let end = local.firstIndex(of: ")") else { return nil }
    return String(local[...end])
  }

  package let fix = Finding.Fix(
    "defer Unlock right behind Lock; take several locks in one fixed order; never lock again what a caller holds",
    before: """
      s.mu.Lock()
      if err := s.load(); err != nil {
        return err // still locked
      }
      s.mu.Unlock()
      """,
    after: """
      s.mu.Lock()
      defer s.mu.Unlock()
      if err := s.load(); err != nil {
        return err
      }
      """
  )
  package let safeguard = Finding.Safeguard.goroutineGrowth
}
