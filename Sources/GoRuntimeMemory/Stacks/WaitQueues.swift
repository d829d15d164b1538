// SPDX-License-Identifier: Apache-2.0

import ProcessImages

/// The queues in which goroutines wait: of channels, of semaphores (under mutexes and wait groups), and of conditions.
///
/// A goroutine that is in no queue any more is being woken at this very moment, whatever it still says of itself. Lists may
/// be torn where a thread was changing them: every walk is bounded, and what it misses counts as woken.
/// Source: runtime/chan.go, sema.go of Go 1.21 to 1.27.
struct WaitQueues {
  private let memory: MemoryImage
  private let layout: RuntimeLayout
  /// Of Go 1.26 on addresses in sudogs are pairs, of which the second always tells.
  private let more: UInt64

  init(_ memory: MemoryImage, _ layout: RuntimeLayout) {
    self.memory = memory
    self.layout = layout
    more = layout.debug.type(named: "runtime.maybeTraceablePtr") != nil ? 8 : 0
  }

  private static let lengthLimit = 1 << 24

  /// Says of each wait in which queue it stands, and adds those of semaphores and conditions that goroutines do not state
  /// themselves (up to Go 1.25).
  ///
  /// - Parameter roots: one for each goroutine, in the same order, with the words of its stack.
  func complete(_ goroutines: inout [Goroutine], roots: [GraphRoot]) {
    let semaphores = self.semaphores()
    let channels = self.channels(Set(goroutines.flatMap { $0.waits.map(\.channel) }))
    var conditions = Conditions(memory, layout, records: Set(goroutines.map(\.record)))
    for index in goroutines.indices where !goroutines[index].reason.isEmpty {
      var waits = goroutines[index].waits
      for entry in waits.indices {
        if waits[entry].channel != 0 {
          waits[entry].queue = channels[waits[entry].sudog] ?? .none
        } else if goroutines[index].reason == Self.condition,
          conditions?.entry(of: goroutines[index].record, in: waits[entry].element) == waits[entry].sudog
        {
          waits[entry].queue = .condition
        }
      }
      for wait in semaphores[goroutines[index].record] ?? [] {
        if let known = waits.firstIndex(where: { $0.sudog == wait.sudog }) {
          waits[known] = wait
        } else {
          waits.append(wait)
        }
      }
      if goroutines[index].reason == Self.condition, waits.isEmpty,
        let wait = conditions?.wait(of: goroutines[index], words: roots[index].words)
      {
        waits.append(wait)
      }
      goroutines[index].waits = waits
    }
  }

  private static let condition = "sync.Cond.Wait"

  // MARK: Channels

  /// The sudogs in the queues of channels, and in which.
  private func channels(_ channels: Set<UInt64>) -> [UInt64: Goroutine.Wait.Queue] {
    guard let receivers = layout.optionalField("runtime.hchan", "recvq")?.offset,
      let senders = layout.optionalField("runtime.hchan", "sendq")?.offset,
      let next = layout.optionalField("runtime.sudog", "next")?.offset
    else { return [:] }
    var found: [UInt64: Goroutine.Wait.Queue] = [:]
    for channel in channels where channel != 0 {
      for (place, queue) in [(receivers, Goroutine.Wait.Queue.receivers), (senders, .senders)] {
        var sudog = memory.word(at: channel &+ place) ?? 0
        // An entry seen before closes a circle.
        while sudog != 0, found[sudog] == nil, found.count < Self.lengthLimit {
          found[sudog] = queue
          sudog = memory.word(at: sudog &+ next) ?? 0
        }
      }
    }
    return found
  }

  // MARK: Semaphores

  /// Those who wait for semaphores, by their goroutine's record.
  ///
  /// A table of trees of sudogs with different addresses, each with a list of those of the same.
  private func semaphores() -> [UInt64: [Goroutine.Wait]] {
    let sudog = "runtime.sudog"
    guard let table = layout.debug.variable(named: "runtime.semtable"), Int(table.type) < layout.debug.types.count,
      let tree = layout.optionalField("runtime.semaRoot", "treap")?.offset,
      let owner = layout.optionalField(sudog, "g")?.offset, let element = layout.optionalField(sudog, "elem")?.offset,
      let next = layout.optionalField(sudog, "next")?.offset, let before = layout.optionalField(sudog, "prev")?.offset,
      let list = layout.optionalField(sudog, "waitlink")?.offset
    else { return [:] }
    var row = layout.debug.types[Int(table.type)]
    while row.tag == .typedef, Int(row.element) < layout.debug.types.count {
      row = layout.debug.types[Int(row.element)]
    }
    guard row.count > 0, row.count < 1 << 16, Int(row.element) < layout.debug.types.count else { return [:] }
    let stride = UInt64(clamping: layout.debug.types[Int(row.element)].size)
    var found: [UInt64: [Goroutine.Wait]] = [:]
    var seen: Set<UInt64> = []
    var pending: [UInt64] = []
    for index in 0..<UInt64(row.count) {
      // The root is the first field of an entry, behind which lies room.
      pending.append(memory.word(at: table.address &+ layout.bias &+ index &* stride &+ tree) ?? 0)
      while let node = pending.popLast() {
        guard node != 0, seen.count < Self.lengthLimit, !seen.contains(node),
          let address = memory.word(at: node &+ element &+ more)
        else { continue }
        var entry = node
        while entry != 0, seen.insert(entry).inserted, seen.count < Self.lengthLimit {
          if let goroutine = memory.word(at: entry &+ owner) {
            found[goroutine, default: []].append(
              Goroutine.Wait(sudog: entry, element: address, channel: 0, queue: .semaphore)
            )
          }
          entry = memory.word(at: entry &+ list) ?? 0
        }
        pending.append(memory.word(at: node &+ next) ?? 0)
        pending.append(memory.word(at: node &+ before) ?? 0)
      }
    }
    return found
  }

  // MARK: Conditions

  /// Who waits for which condition (`runtime.notifyList`), each list walked once.
  private struct Conditions {
    let memory: MemoryImage
    let owner, list, head, next: UInt64
    /// Records of all goroutines: an entry of a list is one of theirs, or what was taken for a list is none.
    let records: Set<UInt64>
    /// Entries by the record of their goroutine, by list.
    private var entries: [UInt64: [UInt64: UInt64]] = [:]

    init?(_ memory: MemoryImage, _ layout: RuntimeLayout, records: Set<UInt64>) {
      guard let owner = layout.optionalField("runtime.sudog", "g")?.offset,
        let list = layout.optionalField("sync.Cond", "notify")?.offset,
        let head = layout.optionalField("runtime.notifyList", "head")?.offset,
        let next = layout.optionalField("runtime.sudog", "next")?.offset
      else { return nil }
      self.memory = memory
      self.owner = owner
      self.list = list
      self.head = head
      self.next = next
      self.records = records
    }

    /// The entry of a goroutine in the list at an address; nil when there is none, or no list.
    mutating func entry(of record: UInt64, in list: UInt64) -> UInt64? {
      if let known = entries[list] { return known[record] }
      var found: [UInt64: UInt64] = [:]
      var entry = memory.word(at: list &+ head) ?? 0
      while entry != 0, let goroutine = memory.word(at: entry &+ owner), records.contains(goroutine),
        found[goroutine] == nil
      {
        found[goroutine] = entry
        entry = memory.word(at: entry &+ next) ?? 0
      }
      if !found.isEmpty { entries[list] = found }
      return found[record]
    }

    /// The wait of a goroutine that states none, by the condition to which its stack points (up to Go 1.25).
    mutating func wait(of goroutine: Goroutine, words: [RootWord]) -> Goroutine.Wait? {
      for word in words {
        for address in [word.value, word.value &+ list] {
          if let sudog = entry(of: goroutine.record, in: address) {
            return Goroutine.Wait(sudog: sudog, element: address, channel: 0, queue: .condition)
          }
        }
      }
      return nil
    }
  }
}
