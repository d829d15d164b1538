// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// Where the runtime keeps its own records: bitmaps, spans, goroutines, threads, and its variables.
///
/// Source: runtime/malloc.go (`persistentalloc`), mheap.go (`gcBitsArenas`, `heapArena`), runtime2.go of Go 1.21 to 1.27.
struct RuntimeRecords {
  private(set) var ranges: [Range<UInt64>] = []
  /// Texts of the runtime itself.
  private(set) var texts: [Range<UInt64>] = []
  private let memory: MemoryImage
  private let layout: RuntimeLayout

  /// Bytes of a chunk of `persistentalloc` and of a block of `gcBitsArenas`.
  private static let persistentChunk: UInt64 = 256 << 10
  private static let bitsBlock: UInt64 = 64 << 10
  /// Longer lists are loops.
  private static let listLimit = 1 << 20

  init(_ heap: GoHeap) {
    memory = heap.memory
    layout = heap.layout
    addVariables()
    addChunks()
    addArenas(of: heap)
    addGoroutines()
    addTypes(of: heap)
  }

  private mutating func add(_ start: UInt64, _ count: UInt64) {
    guard start != 0, count > 0, !start.addingReportingOverflow(count).overflow else { return }
    ranges.append(start..<start + count)
  }

  private mutating func addVariables() {
    let debug = layout.debug
    for variable in debug.variables {
      let isOurs = debug.withName(variable.name) { $0.has("runtime.", at: 0) || $0.has("internal/runtime/", at: 0) }
      guard isOurs, Int(variable.type) < debug.types.count,
        let size = UInt64(exactly: debug.types[Int(variable.type)].size)
      else { continue }
      add(variable.address &+ layout.bias, size)
    }
    for name in ["runtime.buildVersion", "runtime.waitReasonStrings"] {
      guard let variable = debug.variable(named: name), Int(variable.type) < debug.types.count else { continue }
      let size = min(UInt64(clamping: debug.types[Int(variable.type)].size), 1 << 16)
      for offset in stride(from: 0, to: size, by: 16) as StrideTo<UInt64> {
        let header = variable.address &+ layout.bias &+ offset
        guard let start = memory.word(at: header), let count = memory.word(at: header &+ 8), count <= 4096,
          start != 0, count > 0
        else { continue }
        texts.append(start..<start &+ count)
      }
    }
  }

  /// Blocks that the runtime asks the system for and never gives back, each with the next one's address in a fixed word.
  private mutating func addChunks() {
    if let list = layout.optionalAddress("runtime.persistentChunks") {
      var chunk = memory.word(at: list) ?? 0
      for _ in 0..<Self.listLimit where chunk != 0 {
        add(chunk, Self.persistentChunk)
        chunk = memory.word(at: chunk) ?? 0
      }
    }
    if let arenas = layout.optionalAddress("runtime.gcBitsArenas"),
      let next = layout.optionalField("runtime.gcBitsArena", "next")
    {
      // A lock, then the heads of four lists.
      for word in 0..<6 as Range<UInt64> {
        var block = memory.word(at: arenas &+ 8 &* word) ?? 0
        for _ in 0..<Self.listLimit
        where block % 4096 == 0 && memory.offset(of: block, count: Int(Self.bitsBlock)) != nil {
          add(block, Self.bitsBlock)
          block = memory.word(at: block &+ next.offset) ?? 0
          if block == 0 { break }
        }
      }
    }
  }

  private mutating func addArenas(of heap: GoHeap) {
    guard let size = layout.size("runtime.heapArena") else { return }
    var last: UInt64?
    for span in heap.spans {
      for address in [span.base, span.base &+ span.byteCount &- 1] {
        let arena = (address &- GoHeap.arenaBase) / GoHeap.arenaSize
        guard arena != last else { continue }
        last = arena
        add(memory.word(at: heap.arenaTable &+ arena &* 8) ?? 0, size)
      }
    }
  }

  private mutating func addGoroutines() {
    guard let list = layout.optionalAddress("runtime.allgs"), let array = memory.word(at: list),
      let count = memory.word(at: list &+ 8), count < 1 << 26, let size = layout.size("runtime.g"),
      let machine = layout.optionalField("runtime.g", "m"), let threadSize = layout.size("runtime.m")
    else { return }
    var threads: Set<UInt64> = []
    for index in 0..<count {
      guard let record = memory.word(at: array &+ index &* 8) else { continue }
      add(record, size)
      if let thread = memory.word(at: record &+ machine.offset), thread != 0, threads.insert(thread).inserted {
        add(thread, threadSize)
      }
    }
  }

  /// Types that name the pointers of large objects, and masks, both of which may have been made while the program ran.
  private mutating func addTypes(of heap: GoHeap) {
    var seen: Set<UInt64> = []
    for span in heap.spans {
      let isLarge = span.pointers == .largeType
      guard isLarge || span.pointers == .header else { continue }
      for object in 0..<span.elementCount {
        guard let (type, _) = heap.headerType(of: span, object: object), type != 0, seen.insert(type).inserted else {
          continue
        }
        add(type, 64)
        var mask = memory.word(at: type &+ heap.typeFields.mask) ?? 0
        let flags = memory.integer(at: type &+ heap.typeFields.flags, width: 1) ?? 0
        if flags & heap.typeFields.maskOnDemand != 0 {
          add(mask, 8)
          mask = memory.word(at: mask) ?? 0
        }
        let bytes = min(memory.word(at: type &+ heap.typeFields.pointerBytes) ?? 0, 1 << 40)
        if mask != 0 { add(mask, bytes / 64 + 8) }
      }
    }
  }
}
