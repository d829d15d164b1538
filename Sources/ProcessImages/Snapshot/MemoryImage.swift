// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The memory of a process at one moment, addressed as the process addresses it.
///
/// One reservation of address space holds all regions; of it only what was written takes memory. Regions are sorted, do not
/// overlap, and what touches in the process touches here, so that a range may span mappings. What was not copied, within a
/// region, reads as zeros, as pages that the process never touched do. Nothing changes after `finish`.
@safe
@usableFromInline
package final class MemoryImage: @unchecked Sendable {
  /// A run of addresses and where its bytes begin in the reservation.
  package struct Region: Hashable, Sendable {
    package var start: UInt64
    package var end: UInt64
    package var offset: Int
  }

  /// Start of `byteCount` readable and writable bytes of our own, until `deinit`.
  private let base: UnsafeMutableRawPointer
  private let byteCount: Int
  package private(set) var regions: [Region] = []

  /// Reserves address space; nil when there is not so much.
  init?(reserving byteCount: Int) {
    let size = max(byteCount, 1)
    // The kernel chooses the place, so nothing of ours is overlaid; pages come into being when they are written.
    let address = unsafe mmap(
      nil,
      size,
      PROT_READ | PROT_WRITE,
      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
      -1,
      0
    )
    guard let address = unsafe address, unsafe address != MAP_FAILED else { return nil }
    unsafe base = address
    self.byteCount = size
  }

  deinit {
    // Made with this address and size; no span of it outlives the borrow of `self`.
    unsafe munmap(base, byteCount)
  }

  /// An image of these bytes at these addresses, for memory that was not read from a process.
  package convenience init?(_ parts: [(start: UInt64, bytes: [UInt8])]) {
    self.init(reserving: parts.reduce(0) { $0 + $1.bytes.count })
    var offset = 0
    var regions: [Region] = []
    for part in parts {
      // The reservation has room for all parts together.
      unsafe part.bytes.withUnsafeBytes { source in
        if let start = source.baseAddress { unsafe memcpy(base + offset, start, source.count) }
      }
      regions.append(Region(start: part.start, end: part.start &+ UInt64(part.bytes.count), offset: offset))
      offset += part.bytes.count
    }
    finish(regions)
  }

  /// Copies bytes to an offset, but for pages of zeros, which read so without taking memory; nothing outside of the image.
  func write(_ bytes: RawSpan, at offset: Int) {
    let page = 4096
    var start = 0
    while start < bytes.byteCount {
      // As far as the end of one of our pages.
      let count = min(bytes.byteCount - start, page - (offset &+ start) % page)
      let piece = bytes.extracting(start..<start + count)
      if !piece.isZero, let destination = unsafe destination(at: offset + start, count: count) {
        // `destination` has room for so many bytes.
        unsafe piece.withUnsafeBytes { source in
          if let first = source.baseAddress { unsafe memcpy(destination, first, count) }
        }
      }
      start += count
    }
  }

  /// Takes the regions that were filled; those that leave the reservation or overlap are left out.
  func finish(_ filled: [Region]) {
    regions = []
    for region in filled.sorted(by: { $0.start < $1.start }) where region.start < region.end {
      let count = region.end - region.start
      guard region.offset >= 0, count <= UInt64(byteCount), region.offset <= byteCount - Int(count) else { continue }
      if let last = regions.last {
        if region.start < last.end { continue }
        if region.start == last.end, region.offset == last.offset + Int(last.end - last.start) {
          regions[regions.count - 1].end = region.end
          continue
        }
      }
      regions.append(region)
    }
  }

  /// Where a copy may be written: `count` bytes from an offset of the reservation; nil outside of it.
  func destination(at offset: Int, count: Int) -> UnsafeMutableRawPointer? {
    guard offset >= 0, count >= 0, offset <= byteCount, count <= byteCount - offset else { return nil }
    return unsafe base + offset
  }

  /// Whether `count` bytes from an offset are zero; true outside of the image.
  func isZero(at offset: Int, count: Int) -> Bool {
    guard offset >= 0, count >= 0, offset <= byteCount, count <= byteCount - offset else { return true }
    return bytes.extracting(offset..<offset + count).isZero
  }

  /// Makes pages exist before they are written to, so that this costs nothing while a process waits.
  func populate(at offset: Int, count: Int) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let start = offset / page * page
    guard let address = unsafe destination(at: start, count: count + offset - start) else { return }
    // MADV_POPULATE_WRITE (Linux 5.14), which older kernels refuse: then the pages come into being later.
    _ = unsafe madvise(address, count + offset - start, 23)
  }

  /// How many bytes all regions cover, resident or not.
  package var coveredByteCount: Int { regions.reduce(0) { $0 + Int($1.end - $1.start) } }

  /// All bytes; `offset(of:count:)` says where an address is among them.
  package var bytes: RawSpan {
    @_lifetime(borrow self)
    get {
      // The reservation is readable until `deinit`, and the span cannot outlive the borrow.
      let span = unsafe RawSpan(_unsafeStart: UnsafeRawPointer(base), byteCount: byteCount)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Where `count` bytes of the process begin in `bytes`; nil when they are not all within one region.
  ///
  /// O(log regions).
  package func offset(of address: UInt64, count: Int) -> Int? {
    var low = 0
    var high = regions.count
    while low < high {
      let middle = (low &+ high) / 2
      if regions[middle].start <= address { low = middle &+ 1 } else { high = middle }
    }
    guard low > 0, count >= 0 else { return nil }
    let region = regions[low - 1]
    guard address < region.end, UInt64(count) <= region.end - address else { return nil }
    return region.offset + Int(address - region.start)
  }

  /// Eight bytes at an address as a little-endian number; nil outside the image.
  package func word(at address: UInt64) -> UInt64? {
    offset(of: address, count: 8).map { bytes.word(at: $0) }
  }

  /// A little-endian number of 1, 2, 4 or 8 bytes at an address; nil outside the image.
  package func integer(at address: UInt64, width: Int) -> UInt64? {
    guard let offset = offset(of: address, count: width) else { return nil }
    if width == 8 { return bytes.word(at: offset) }
    var value: UInt64 = 0
    for index in 0..<min(width, 8) { value |= UInt64(bytes.byte(at: offset + index)) << UInt64(8 * index) }
    return value
  }

  /// Text of `count` bytes at an address, cut to `limit`; empty outside the image.
  package func text(at address: UInt64, count: UInt64, limit: Int = 1 << 12) -> String {
    let wanted = Int(min(count, UInt64(limit)))
    guard let offset = offset(of: address, count: wanted) else { return "" }
    return bytes.extracting(offset..<offset + wanted).text
  }

  /// Text up to the next zero; empty when there is none within `limit` bytes of the region.
  package func zeroTerminatedText(at address: UInt64, limit: Int = 1 << 12) -> String {
    guard let start = offset(of: address, count: 1) else { return "" }
    var end = start
    let last = min(start + limit, byteCount)
    while end < last, bytes.byte(at: end) != 0 { end += 1 }
    return end < last ? bytes.extracting(start..<end).text : ""
  }
}

extension RawSpan {
  /// Whether all bytes are zero.
  fileprivate var isZero: Bool {
    var offset = 0
    while offset &+ 8 <= byteCount {
      if word(at: offset) != 0 { return false }
      offset &+= 8
    }
    while offset < byteCount {
      if byte(at: offset) != 0 { return false }
      offset &+= 1
    }
    return true
  }
}
