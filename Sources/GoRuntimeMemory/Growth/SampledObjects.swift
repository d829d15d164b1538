// SPDX-License-Identifier: Apache-2.0

import Evidence
import ProcessImages

/// The objects that the program's own memory profile has sampled, with the stack that allocated each.
///
/// A sampled object has a special record that leads to its bucket, behind which the stack stands.
/// Source: runtime/mprof.go `setprofilebucket`, `newBucket`; runtime/mheap.go `specialprofile`.
struct SampledObjects {
  /// Pairs of a slot and the address of the bucket of its stack.
  let objects: [(slot: UInt32, bucket: UInt64)]
  private let heap: GoHeap
  private let functions: FunctionTable
  private let stackStart: UInt64
  private let stackCount: RuntimeLayout.Field?

  private static let stackLimit: UInt64 = 128
  private static let recordLimit = 1 << 22

  init(_ heap: GoHeap, functions: FunctionTable) {
    self.heap = heap
    self.functions = functions
    let layout = heap.layout
    let memory = heap.memory
    stackStart = layout.size("runtime.bucket") ?? 0
    stackCount = layout.optionalField("runtime.bucket", "nstk")
    var objects: [(slot: UInt32, bucket: UInt64)] = []
    if let next = layout.optionalField("runtime.special", "next")?.offset,
      let place = layout.optionalField("runtime.special", "offset"),
      let kind = layout.optionalField("runtime.special", "kind")?.offset,
      let bucket = layout.optionalField("runtime.specialprofile", "b")?.offset,
      let profileKind = layout.debug.constant(named: "runtime._KindSpecialProfile")
    {
      for span in heap.spans {
        var special = span.specials
        var count = 0
        while special != 0, count < Self.recordLimit {
          count += 1
          let record = special
          special = memory.word(at: record &+ next) ?? 0
          guard memory.integer(at: record &+ kind, width: 1) == UInt64(bitPattern: profileKind),
            let offset = memory.integer(at: record &+ place.offset, width: place.width),
            let stack = memory.word(at: record &+ bucket)
          else { continue }
          let object = offset / span.elementSize
          guard object < UInt64(span.elementCount) else { continue }
          objects.append((span.firstSlot &+ UInt32(object), stack))
        }
      }
    }
    self.objects = objects
  }

  /// The stacks of some buckets, with how many objects of each, the most first.
  func sites(_ counts: [UInt64: Int], limit: Int) -> [GrowingHolder.Site] {
    counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(limit).map { bucket, samples in
      var site = GrowingHolder.Site(addresses: [], functions: [], samples: samples)
      guard let stackCount, stackStart > 0 else { return site }
      let count = heap.memory.integer(at: bucket &+ stackCount.offset, width: stackCount.width) ?? 0
      for index in 0..<min(count, Self.stackLimit) {
        // Return addresses: the call stands before.
        guard let pc = heap.memory.word(at: bucket &+ stackStart &+ index &* 8), pc > 1 else { break }
        site.addresses.append(pc - 1)
        site.functions.append(functions.function(at: pc - 1)?.name ?? "")
      }
      return site
    }
  }
}
