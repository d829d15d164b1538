// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
package import ProcessImages

/// The garbage-collected heap of a Go program in a snapshot: its spans, and which objects are there.
///
/// Every place for an object has a dense number, its slot: spans in the order of their addresses, objects in theirs. Whether
/// there is an object in it is a bit. Source: runtime/mheap.go, mbitmap.go, mgcsweep.go of Go 1.21 to 1.27.
package final class GoHeap {
  package let memory: MemoryImage
  package let layout: RuntimeLayout
  /// As the program states it: `go1.27.3`, with experiments behind it.
  package let version: String
  let spans: [HeapSpan]
  /// One bit a slot.
  let allocated: Column<UInt64>
  /// Index of a span above its index for each 64 slots: the span of the first of them.
  let spanOfBlock: Column<UInt32>
  let pages: PageTable
  package let slotCount: Int
  /// Objects that are allocated, and their bytes: what `runtime.MemStats` calls HeapObjects and HeapAlloc.
  package let objectCount: Int
  package let byteCount: UInt64
  /// What could not be used, as sentences without a full stop.
  package let gaps: [String]
  /// Whether a collection was marking when the process stood still: then marks say nothing yet.
  package let isMarking: Bool
  let arenaBitmapOffset: UInt64?
  let arenaTable: UInt64
  var masks: [UInt64: PointerMask] = [:]
  let typeFields: TypeFields

  static let pageSize = PageTable.pageSize
  static let arenaSize = PageTable.arenaSize
  static let arenaBase = PageTable.arenaBase

  /// Where a type descriptor (`internal/abi.Type`) keeps what is needed.
  struct TypeFields: Sendable {
    var size: UInt64
    var pointerBytes: UInt64
    var flags: UInt64
    var kind: UInt64
    var mask: UInt64
    /// The bit of the flags that says that the mask is made when it is first needed (Go 1.24 on); 0 before.
    var maskOnDemand: UInt64
    /// Whether values of the type are stored in an interface's word itself: the flags' bit (Go 1.26 on) or the kind's.
    var directFlag: UInt64
    var directKind: UInt64
  }

  /// Reads the heap of a snapshot.
  ///
  /// O(pages of the heap). Throws when the layout is unknown or the tables make no sense.
  package init(_ memory: MemoryImage, layout: RuntimeLayout) throws(HeapError) {
    self.memory = memory
    self.layout = layout
    guard !layout.debug.types.isEmpty else { throw .stripped }
    let versionText = try layout.address("runtime.buildVersion")
    version = memory.text(
      at: memory.word(at: versionText) ?? 0,
      count: memory.word(at: versionText &+ 8) ?? 0,
      limit: 200
    )
    guard version.hasPrefix("go1.") || version.hasPrefix("devel") else { throw .implausible("it states no version") }
    typeFields = try Self.typeFields(layout, version: version)
    let heap = try layout.address("runtime.mheap_")
    arenaTable = memory.word(at: heap &+ (try layout.field("runtime.mheap", "arenas")).offset) ?? 0
    if let field = layout.optionalField("runtime.heapArena", "bitmap") {
      arenaBitmapOffset = field.offset
    } else if let inner = layout.optionalField("runtime.heapArenaPtrScalar", "bitmap"),
      let outer = layout.optionalField("runtime.heapArena", "heapArenaPtrScalar")
    {
      arenaBitmapOffset = inner.offset &+ outer.offset
    } else {
      arenaBitmapOffset = nil
    }
    isMarking = layout.optionalAddress("runtime.gcphase").flatMap { memory.integer(at: $0, width: 4) } == 1
    let fields = try SpanFields(layout, heap: heap)
    var reader = SpanReader(memory, fields: fields, isMarking: isMarking, hasArenaBitmap: arenaBitmapOffset != nil)
    try reader.read()
    reader.number()
    try PageTable.check(reader.spans)
    spans = reader.spans
    slotCount = Int(reader.slotCount)
    objectCount = reader.objectCount
    byteCount = reader.byteCount
    gaps = reader.gaps
    pages = PageTable(spans)
    allocated = reader.takeBits()
    spanOfBlock = Self.blocks(of: spans, slotCount: slotCount)
  }

  private static func typeFields(_ layout: RuntimeLayout, version: String) throws(HeapError) -> TypeFields {
    let type = "internal/abi.Type"
    let minor = version.split(separator: ".").dropFirst().first.flatMap { Int($0.prefix { $0.isNumber }) } ?? 99
    return TypeFields(
      size: try layout.field(type, "Size_").offset,
      pointerBytes: try layout.field(type, "PtrBytes").offset,
      flags: try layout.field(type, "TFlag").offset,
      kind: try layout.field(type, "Kind_").offset,
      mask: try layout.field(type, "GCData").offset,
      // The constants reach the debug information only in some versions.
      maskOnDemand: UInt64(
        bitPattern: layout.debug.constant(named: "internal/abi.TFlagGCMaskOnDemand") ?? (minor >= 24 ? 16 : 0)
      ),
      directFlag: UInt64(
        bitPattern: layout.debug.constant(named: "internal/abi.TFlagDirectIface") ?? (minor >= 26 ? 32 : 0)
      ),
      directKind: minor >= 26 ? 0 : 32
    )
  }

  private static func blocks(of spans: [HeapSpan], slotCount: Int) -> Column<UInt32> {
    var blocks = Column<UInt32>()
    var index = 0
    for block in 0...slotCount / 64 {
      while index + 1 < spans.count, spans[index + 1].firstSlot <= UInt32(block * 64) { index += 1 }
      blocks.append(UInt32(index))
    }
    return blocks
  }

  // MARK: Lookup

  /// The span of an address; nil when it is none of the heap's.
  @inline(__always)
  func spanIndex(of address: UInt64) -> Int? { pages.spanIndex(of: address) }

  /// The object that holds an address; nil when none that is allocated does.
  @inline(__always)
  func slot(of address: UInt64) -> UInt32? {
    guard let index = spanIndex(of: address) else { return nil }
    let object = spans[index].index(of: address)
    guard object < spans[index].elementCount else { return nil }
    let slot = spans[index].firstSlot &+ object
    return isAllocated(slot) ? slot : nil
  }

  @inline(__always)
  func isAllocated(_ slot: UInt32) -> Bool {
    allocated[Int(slot >> 6)] &>> UInt64(slot & 63) & 1 != 0
  }

  /// The span of a slot.
  @inline(__always)
  func spanIndex(ofSlot slot: UInt32) -> Int {
    var index = Int(spanOfBlock[Int(slot >> 6)])
    while index &+ 1 < spans.count, spans[index &+ 1].firstSlot <= slot { index &+= 1 }
    return index
  }

  /// Address of the object in a slot.
  func address(ofSlot slot: UInt32) -> UInt64 {
    let span = spans[spanIndex(ofSlot: slot)]
    return span.base &+ UInt64(slot &- span.firstSlot) &* span.elementSize
  }

  /// Bytes of the object in a slot.
  @inline(__always)
  func size(ofSlot slot: UInt32) -> UInt64 { spans[spanIndex(ofSlot: slot)].elementSize }
}
