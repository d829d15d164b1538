// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// What finalizers, cleanups and weak pointers keep: records that hang on spans (`runtime.special`).
///
/// A finalizer keeps its function and all that its object points to, but not the object; a weak pointer keeps only its own
/// handle. Source: runtime/mgcmark.go `markrootSpans` and mfinal.go, mcleanup.go.
struct SpecialRoots {
  /// Up to three roots: finalizers, cleanups, weak handles.
  static func read(_ heap: GoHeap) throws(HeapError) -> [GraphRoot] {
    let memory = heap.memory
    let layout = heap.layout
    let debug = layout.debug
    func number(_ name: String) -> UInt64? {
      debug.constant(named: "runtime._KindSpecial\(name)").map { UInt64(bitPattern: $0) }
    }
    let next = try layout.field("runtime.special", "next").offset
    let offset = try layout.field("runtime.special", "offset")
    let kind = try layout.field("runtime.special", "kind").offset
    let finalizerFunction = try layout.field("runtime.specialfinalizer", "fn").offset
    let objectType = layout.optionalField("runtime.specialfinalizer", "ot")?.offset
    let handle = layout.optionalField("runtime.specialWeakHandle", "handle")?.offset
    let cleanupFunction = layout.optionalField("runtime.specialCleanup", "fn")?.offset
    let cleanupRecord = layout.optionalField("runtime.specialCleanup", "cleanup")?.offset
    let finalizerKind = number("Finalizer")
    let weakKind = number("WeakHandle")
    let cleanupKind = number("Cleanup")
    var finalizers = GraphRoot(sort: .finalizer, name: "")
    var cleanups = GraphRoot(sort: .cleanup, name: "")
    var handles = GraphRoot(sort: .weakHandle, name: "")
    func add(_ address: UInt64, _ sort: RootWord.Sort, descriptor: UInt64 = 0, to root: inout GraphRoot) {
      guard let value = memory.word(at: address), heap.spanIndex(of: value) != nil else { return }
      root.words.append(RootWord(address: address, value: value, sort: sort, descriptor: descriptor))
    }
    for span in heap.spans {
      var special = span.specials
      var count = 0
      while special != 0, count < 1 << 22 {
        let record = special
        count += 1
        special = memory.word(at: record &+ next) ?? 0
        guard let kind = memory.integer(at: record &+ kind, width: 1),
          let place = memory.integer(at: record &+ offset.offset, width: offset.width)
        else { continue }
        switch kind {
        case finalizerKind:
          let descriptor = objectType.flatMap { memory.word(at: record &+ $0) } ?? 0
          add(record &+ finalizerFunction, .finalizerFunction, descriptor: descriptor, to: &finalizers)
          let object = UInt32(truncatingIfNeeded: place / span.elementSize)
          guard object < span.elementCount else { continue }
          let base = span.base &+ UInt64(object) &* span.elementSize
          heap.forEachPointer(of: span, object: object, in: memory.bytes) { offset, value in
            guard heap.spanIndex(of: value) != nil else { return }
            finalizers.words.append(
              RootWord(
                address: base &+ offset,
                value: value,
                sort: .finalizable,
                typeOffset: Int64(offset) - (span.pointers == .header ? 8 : 0),
                descriptor: descriptor
              )
            )
          }
        case weakKind:
          if let handle { add(record &+ handle, .weakHandle, to: &handles) }
        case cleanupKind:
          if let cleanupFunction { add(record &+ cleanupFunction, .cleanup, to: &cleanups) }
          // Go 1.26 on: {call, fn, arg}.
          if let cleanupRecord {
            for word in 0..<3 as Range<UInt64> { add(record &+ cleanupRecord &+ word &* 8, .cleanup, to: &cleanups) }
          }
        default: break
        }
      }
    }
    readQueue(heap, into: &finalizers)
    return [finalizers, cleanups, handles].filter { !$0.words.isEmpty }
  }

  /// Finalizers that are due: blocks of records {function, object, result size, two types}.
  private static func readQueue(_ heap: GoHeap, into root: inout GraphRoot) {
    let memory = heap.memory
    let layout = heap.layout
    let debug = layout.debug
    guard let list = debug.variable(named: "runtime.allfin"), Int(list.type) < debug.types.count else { return }
    // The type of a block is called finblock or finBlock.
    let type = debug.types[Int(list.type)].element
    guard let count = debug.field("cnt", of: type), let records = debug.field("fin", of: type),
      let link = debug.field("alllink", of: type)
    else { return }
    var block = memory.word(at: list.address &+ layout.bias) ?? 0
    var blocks = 0
    while block != 0, blocks < 100_000 {
      blocks += 1
      let number = min(memory.integer(at: block &+ UInt64(count.offset), width: 4) ?? 0, 1 << 16)
      for record in 0..<number {
        for word in [0, 8, 24, 32] as [UInt64] {
          let address = block &+ UInt64(records.offset) &+ record &* 40 &+ word
          guard let value = memory.word(at: address), heap.spanIndex(of: value) != nil else { continue }
          root.words.append(RootWord(address: address, value: value, sort: .finalizerFunction))
        }
      }
      block = memory.word(at: block &+ UInt64(link.offset)) ?? 0
    }
  }
}
