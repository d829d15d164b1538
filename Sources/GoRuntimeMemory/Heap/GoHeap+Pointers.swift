// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// Which words of a type's values are pointers: one bit a word over the part that has any.
struct PointerMask {
  var size: UInt64
  /// Bytes up to the end of the last pointer; 0 when there are none or the mask could not be read.
  var pointerBytes: UInt64
  /// Where the bits begin in the snapshot; -1 when they are not there and every word has to be taken for one.
  var offset: Int
}

extension GoHeap {
  /// Calls `body` with the offset in the object and the value of each word that is a pointer and not nil.
  ///
  /// The words behind the last value in a slot are zero. Source: runtime/mbitmap.go `typePointers`, `heapBitsSmallForAddr`.
  @inline(__always)
  func forEachPointer(
    ofSlot slot: UInt32,
    in bytes: borrowing RawSpan,
    _ body: (_ offset: UInt64, _ value: UInt64) -> Void
  ) {
    let span = spans[spanIndex(ofSlot: slot)]
    forEachPointer(of: span, object: slot &- span.firstSlot, in: bytes, body)
  }

  @inline(__always)
  func forEachPointer(
    of span: HeapSpan,
    object: UInt32,
    in bytes: borrowing RawSpan,
    _ body: (_ offset: UInt64, _ value: UInt64) -> Void
  ) {
    let start = UInt64(object) &* span.elementSize
    let data = span.offset &+ Int(truncatingIfNeeded: start)
    switch span.pointers {
    case .none: return
    case .spanBitmap:
      // At most 64 words, whose bits lie in one or two words of the bitmap.
      let first = start / 8
      let words = span.elementSize / 8
      let place = span.bitsOffset &+ Int(truncatingIfNeeded: first / 64 &* 8)
      let shift = first & 63
      guard place &+ 16 <= bytes.byteCount else { return }
      var bits = bytes.word(at: place) &>> shift
      if shift &+ words > 64 { bits |= bytes.word(at: place &+ 8) &<< (64 &- shift) }
      if words < 64 { bits &= 1 &<< words &- 1 }
      while bits != 0 {
        let word = bits.trailingZeroBitCount
        bits &= bits &- 1
        let value = bytes.word(at: data &+ word &* 8)
        if value != 0 { body(UInt64(truncatingIfNeeded: word &* 8), value) }
      }
    case .arenaBitmap: forEachArenaPointer(span.base &+ start, data: data, size: span.elementSize, in: bytes, body)
    case .unknown:
      for offset in stride(from: 0, to: Int(span.elementSize) & ~7, by: 8) {
        let value = bytes.word(at: data &+ offset)
        if value != 0 { body(UInt64(offset), value) }
      }
    case .header:
      forEachTypedPointer(bytes.word(at: data), from: 8, data: data, size: span.elementSize, in: bytes, body)
    case .largeType: forEachTypedPointer(span.largeType, from: 0, data: data, size: span.elementSize, in: bytes, body)
    }
  }

  private func forEachArenaPointer(
    _ address: UInt64,
    data: Int,
    size: UInt64,
    in bytes: borrowing RawSpan,
    _ body: (UInt64, UInt64) -> Void
  ) {
    guard let arenaBitmapOffset else { return }
    var offset: UInt64 = 0
    while offset < size {
      let place = address &+ offset
      let arena = (place &- Self.arenaBase) / Self.arenaSize
      let index = place % Self.arenaSize / 8
      guard let block = memory.word(at: arenaTable &+ arena &* 8),
        var bits = memory.word(at: block &+ arenaBitmapOffset &+ index / 64 &* 8)
      else { return }
      let shift = index & 63
      bits &>>= shift
      let count = min(64 &- shift, (size &- offset &+ 7) / 8)
      if count < 64 { bits &= 1 &<< count &- 1 }
      while bits != 0 {
        let word = UInt64(truncatingIfNeeded: bits.trailingZeroBitCount)
        bits &= bits &- 1
        let at = offset &+ word &* 8
        guard at &+ 8 <= size else { return }
        let value = bytes.word(at: data &+ Int(truncatingIfNeeded: at))
        if value != 0 { body(at, value) }
      }
      offset &+= count &* 8
    }
  }

  /// The mask of a type is repeated over the object, for it may hold many values.
  private func forEachTypedPointer(
    _ type: UInt64,
    from first: UInt64,
    data: Int,
    size: UInt64,
    in bytes: borrowing RawSpan,
    _ body: (UInt64, UInt64) -> Void
  ) {
    // Without a type yet the object is being made and holds nothing.
    guard type != 0 else { return }
    let mask = mask(of: type)
    guard mask.pointerBytes > 0, mask.size > 0 else { return }
    let words = mask.pointerBytes / 8
    var start = first
    while start < size {
      var index: UInt64 = 0
      while index < words {
        var bits: UInt64 = ~0
        if mask.offset >= 0 {
          // Byte by byte at the end, where eight bytes may leave the snapshot.
          let place = mask.offset &+ Int(truncatingIfNeeded: index / 8)
          if place &+ 8 <= bytes.byteCount {
            bits = bytes.word(at: place)
          } else {
            bits = UInt64(bytes.byte(at: place))
          }
        }
        if words &- index < 64 { bits &= 1 &<< (words &- index) &- 1 }
        while bits != 0 {
          let word = index &+ UInt64(truncatingIfNeeded: bits.trailingZeroBitCount)
          bits &= bits &- 1
          let at = start &+ word &* 8
          guard at &+ 8 <= size else { return }
          let value = bytes.word(at: data &+ Int(truncatingIfNeeded: at))
          if value != 0 { body(at, value) }
        }
        index &+= 64
      }
      start &+= mask.size
    }
  }

  /// The mask of a type by the address of its descriptor.
  func mask(of type: UInt64) -> PointerMask {
    if let known = masks[type] { return known }
    let size = memory.word(at: type &+ typeFields.size) ?? 0
    let pointerBytes = memory.word(at: type &+ typeFields.pointerBytes) ?? 0
    var mask = PointerMask(size: size, pointerBytes: 0, offset: -1)
    if size > 0, size < 1 << 40, pointerBytes <= size {
      mask.pointerBytes = pointerBytes
      var place = memory.word(at: type &+ typeFields.mask) ?? 0
      let flags = memory.integer(at: type &+ typeFields.flags, width: 1) ?? 0
      if flags & typeFields.maskOnDemand != 0 { place = memory.word(at: place) ?? 0 }
      mask.offset = memory.offset(of: place, count: Int((pointerBytes / 8 + 7) / 8)) ?? -1
    }
    masks[type] = mask
    return mask
  }

  /// The type that an object's header, or its span, names, and where its values begin; nil when nothing does.
  func headerType(of span: HeapSpan, object: UInt32) -> (type: UInt64, start: UInt64)? {
    switch span.pointers {
    case .header:
      guard let type = memory.word(at: span.base &+ UInt64(object) &* span.elementSize) else { return nil }
      return (type, 8)
    case .largeType: return (span.largeType, 0)
    default: return nil
    }
  }
}
