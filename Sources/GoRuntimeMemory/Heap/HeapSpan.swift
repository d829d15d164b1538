// SPDX-License-Identifier: Apache-2.0

/// A run of pages cut into objects of one size (`runtime.mspan`), as far as the graph needs it.
struct HeapSpan: BitwiseCopyable {
  /// How the pointers of the span's objects are known.
  enum Pointers: UInt8 {
    /// Objects hold none.
    case none
    /// One bit a word in the arena's bitmap (Go 1.21, and `noallocheaders`).
    case arenaBitmap
    /// One bit a word at the end of the span: objects up to 512 bytes (Go 1.22 on).
    case spanBitmap
    /// The first word of each object is the address of its type.
    case header
    /// One large object, whose type the span names.
    case largeType
    /// Nothing says: every word may be one (user arenas).
    case unknown
  }

  var base: UInt64
  var byteCount: UInt64
  var elementSize: UInt64
  /// Upper half of a division by `elementSize`, exact for offsets within a span of small objects (`runtime.mspan.divMul`).
  var reciprocal: UInt64
  var elementCount: UInt32
  /// Number of the span's first object among all places for objects.
  var firstSlot: UInt32
  /// Where the span begins in the snapshot.
  var offset: Int
  /// Where its bits begin, when they lie at its end.
  var bitsOffset: Int
  var largeType: UInt64
  /// First of its special records; 0 for none.
  var specials: UInt64
  var pointers: Pointers
  /// Whether blocks hold several tiny objects each (`runtime.tinySpanClass`).
  var isTiny: Bool

  /// Which object holds an address of the span; at or above `elementCount` behind the last.
  @inline(__always)
  func index(of address: UInt64) -> UInt32 {
    let offset = address &- base
    if elementCount == 1 { return 0 }
    return UInt32(truncatingIfNeeded: (offset &* reciprocal) >> 32)
  }
}
