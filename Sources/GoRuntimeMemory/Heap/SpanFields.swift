// SPDX-License-Identifier: Apache-2.0

import ProcessImages

/// Where `runtime.mspan` and `runtime.mheap` keep what tells the objects of the heap.
struct SpanFields {
  /// Address of `mheap_.allspans`.
  let allSpans: UInt64
  /// Address of `mheap_.sweepgen`.
  let sweepGeneration: UInt64
  /// Objects of more bytes have a header that names their type.
  let headerLimit: UInt64
  /// Size of the marks within small spans that the newer collector keeps there; 0 without it.
  let inlineMarkBytes: UInt64
  let startAddress, pageCount, elementSize, elementCount, freeIndex: RuntimeLayout.Field
  let allocBits, markBits, generation, spanClass, state, specials: RuntimeLayout.Field
  let userArena, largeType: RuntimeLayout.Field?

  init(_ layout: RuntimeLayout, heap: UInt64) throws(HeapError) {
    allSpans = heap &+ (try layout.field("runtime.mheap", "allspans")).offset
    sweepGeneration = heap &+ (try layout.field("runtime.mheap", "sweepgen")).offset
    let limit =
      layout.debug.constant(named: "runtime.minSizeForMallocHeader")
      ?? layout.debug.constant(named: "internal/runtime/gc.MinSizeForMallocHeader") ?? 512
    // The bits of an object are one word of 64.
    headerLimit = min(UInt64(clamping: limit), 512)
    // More would not leave room for objects in a page.
    inlineMarkBytes = layout.size("runtime.spanInlineMarkBits").flatMap { $0 <= 4096 ? $0 : nil } ?? 0
    let span = "runtime.mspan"
    startAddress = try layout.field(span, "startAddr")
    pageCount = try layout.field(span, "npages")
    elementSize = try layout.field(span, "elemsize")
    elementCount = try layout.field(span, "nelems")
    freeIndex = try layout.field(span, "freeindex")
    allocBits = try layout.field(span, "allocBits")
    markBits = try layout.field(span, "gcmarkBits")
    generation = try layout.field(span, "sweepgen")
    spanClass = try layout.field(span, "spanclass")
    state = try layout.field(span, "state")
    specials = try layout.field(span, "specials")
    userArena = layout.optionalField(span, "isUserArenaChunk")
    largeType = layout.optionalField(span, "largeType")
  }
}
