// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// Reads all spans in use and which of their objects are allocated.
struct SpanReader: ~Copyable {
  private let memory: MemoryImage
  private let isMarking: Bool
  private let hasArenaBitmap: Bool
  private let sweepGeneration: UInt64

  private let fields: SpanFields

  private(set) var spans: [HeapSpan] = []
  /// Bits of each span as read, one after another, each beginning a new word, until they are numbered.
  private var rawBits = Column<UInt64>()
  private var rawStarts: [Int] = []
  private var bits = Column<UInt64>()
  private(set) var slotCount: UInt32 = 0
  private(set) var objectCount = 0
  private(set) var byteCount: UInt64 = 0
  private(set) var gaps: [String] = []
  private var unreadable = 0

  init(_ memory: MemoryImage, fields: SpanFields, isMarking: Bool, hasArenaBitmap: Bool) {
    self.memory = memory
    self.fields = fields
    self.isMarking = isMarking
    self.hasArenaBitmap = hasArenaBitmap
    sweepGeneration = memory.integer(at: fields.sweepGeneration, width: 4) ?? 0
  }

  private func read(_ field: RuntimeLayout.Field, of span: UInt64) -> UInt64 {
    memory.integer(at: span &+ field.offset, width: min(max(field.width, 1), 8)) ?? 0
  }

  /// Reads `mheap_.allspans`.
  mutating func read() throws(HeapError) {
    guard let array = memory.word(at: fields.allSpans), let count = memory.word(at: fields.allSpans &+ 8),
      count <= 1 << 28,
      memory.offset(of: array, count: Int(count) * 8) != nil
    else { throw .implausible("the list of spans is not in memory") }
    for index in 0..<count {
      guard let span = memory.word(at: array &+ index &* 8), memory.offset(of: span, count: 8) != nil else {
        unreadable += 1
        continue
      }
      // mSpanInUse; stacks and free spans hold no objects.
      guard memory.integer(at: span &+ fields.state.offset, width: 1) == 1 else { continue }
      readSpan(span)
    }
    if unreadable > 0 { gaps.append("\(unreadable) spans could not be read") }
  }

  private mutating func readSpan(_ span: UInt64) {
    let pages = read(fields.pageCount, of: span)
    let size = read(fields.elementSize, of: span)
    let count = read(fields.elementCount, of: span)
    let base = read(fields.startAddress, of: span)
    let spanBytes = pages &* GoHeap.pageSize
    guard pages > 0, pages < 1 << 32, size >= 8, base % GoHeap.pageSize == 0, count > 0, count <= spanBytes / size,
      count < 1 << 31,
      let offset = memory.offset(of: base, count: Int(spanBytes))
    else {
      unreadable += 1
      return
    }
    let spanClass = read(fields.spanClass, of: span) & 0xFF
    let isNoscan = spanClass & 1 != 0
    let isLarge = spanClass >> 1 == 0
    let hasInlineMarks = fields.inlineMarkBytes > 0 && size >= 16 && size <= fields.headerLimit && !isLarge
    var pointers = HeapSpan.Pointers.none
    var bitsOffset = 0
    if !isNoscan {
      if fields.userArena.map({ read($0, of: span) & 0xFF }) ?? 0 != 0 {
        pointers = .unknown
      } else if hasArenaBitmap {
        pointers = .arenaBitmap
      } else if size <= fields.headerLimit, !isLarge {
        pointers = .spanBitmap
        let bitBytes = spanBytes / 64
        bitsOffset = offset + Int(spanBytes - bitBytes) - (hasInlineMarks ? Int(fields.inlineMarkBytes) : 0)
        // Bits lie behind the objects, so a span of many objects with bits leaves room for them.
        if bitsOffset < offset { pointers = .unknown }
      } else {
        pointers = isLarge ? .largeType : .header
      }
    }
    rawStarts.append(rawBits.count)
    readBits(span, count: count, offset: offset, spanBytes: spanBytes, hasInlineMarks: hasInlineMarks)
    spans.append(
      HeapSpan(
        base: base,
        byteCount: spanBytes,
        elementSize: size,
        reciprocal: UInt64(UInt32.max) / size + 1,
        elementCount: UInt32(count),
        firstSlot: UInt32(spans.count),
        offset: offset,
        bitsOffset: bitsOffset,
        largeType: fields.largeType.map { read($0, of: span) } ?? 0,
        specials: read(fields.specials, of: span),
        pointers: pointers,
        isTiny: spanClass == 5
      )
    )
  }

  /// Which objects of a span are allocated.
  ///
  /// Those below `freeindex`, and those that were marked by the collection that swept the span; in a span that is still to be
  /// swept only those that the last collection marked (`mspan.isFree`, `sweepLocked.sweep`).
  private mutating func readBits(_ span: UInt64, count: UInt64, offset: Int, spanBytes: UInt64, hasInlineMarks: Bool) {
    let free = read(fields.freeIndex, of: span)
    let allocBits = read(fields.allocBits, of: span)
    let markBits = read(fields.markBits, of: span)
    let generation = read(fields.generation, of: span) & 0xFFFF_FFFF
    let isUnswept =
      !isMarking
      && (generation == (sweepGeneration &- 2) & 0xFFFF_FFFF || generation == (sweepGeneration &- 1) & 0xFFFF_FFFF)
    // spanInlineMarkBits{scans [63]uint8, owned, marks [63]uint8, class} in the last bytes of the span.
    let inlineMarks = offset + Int(spanBytes) - Int(fields.inlineMarkBytes) + 64
    var index: UInt64 = 0
    while index < count {
      var word: UInt64 = 0
      let bytes = min((count - index + 7) / 8, 8)
      for byte in 0..<bytes {
        word |= (memory.integer(at: allocBits &+ index / 8 &+ byte, width: 1) ?? 0) << (8 * byte)
      }
      if free > index { word |= free - index >= 64 ? ~0 : 1 << (free - index) - 1 }
      if isUnswept {
        var marks: UInt64 = 0
        for byte in 0..<bytes {
          marks |= (memory.integer(at: markBits &+ index / 8 &+ byte, width: 1) ?? 0) << (8 * byte)
          let place = Int(index / 8 + byte)
          if hasInlineMarks, place < 63 { marks |= UInt64(memory.bytes.byte(at: inlineMarks + place)) << (8 * byte) }
        }
        word &= marks
      }
      if count - index < 64 { word &= 1 << (count - index) - 1 }
      rawBits.append(word)
      index += 64
    }
  }

  /// Puts the spans in the order of their addresses and numbers their objects.
  ///
  /// Spans that overlap or would pass 4 G places are left out.
  mutating func number() {
    let order = spans.indices.sorted { spans[$0].base < spans[$1].base }
    var sorted: [HeapSpan] = []
    sorted.reserveCapacity(order.count)
    var next: UInt64 = 0
    var end: UInt64 = 0
    var skipped = 0
    for index in order {
      var span = spans[index]
      guard span.base >= end, next + UInt64(span.elementCount) < UInt64(UInt32.max) - (1 << 24) else {
        skipped += 1
        continue
      }
      end = span.base &+ span.byteCount
      span.firstSlot = UInt32(next)
      let start = rawStarts[index]
      let needed = Int((next + UInt64(span.elementCount)) / 64 + 1)
      if bits.count < needed { bits.append(repeating: 0, count: needed - bits.count) }
      let shift = next & 63
      var population = 0
      for word in 0..<(Int(span.elementCount) + 63) / 64 {
        let value = rawBits[start + word]
        population += value.nonzeroBitCount
        let place = Int(next / 64) + word
        bits[place] |= value << shift
        if shift > 0, place + 1 < bits.count { bits[place + 1] |= value >> (64 - shift) }
      }
      objectCount += population
      byteCount &+= UInt64(population) &* span.elementSize
      next += UInt64(span.elementCount)
      sorted.append(span)
    }
    if skipped > 0 { gaps.append("\(skipped) spans overlap others and were left out") }
    bits.append(repeating: 0, count: 2)
    spans = sorted
    slotCount = UInt32(next)
    rawBits = Column()
  }

  /// The bits by slot; can be taken once.
  mutating func takeBits() -> Column<UInt64> {
    var taken = Column<UInt64>()
    swap(&taken, &bits)
    return taken
  }
}
