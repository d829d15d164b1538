// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Finds the span of an address in two steps: arena, page.
struct PageTable: ~Copyable {
  static let pageSize: UInt64 = 8192
  static let arenaSize: UInt64 = 64 << 20
  static let pagesPerArena = Int(arenaSize / pageSize)
  /// Addresses count from here to number arenas on amd64 (`runtime.arenaBaseOffset`).
  static let arenaBase: UInt64 = 0xffff_8000_0000_0000
  /// More arenas than this between the first and the last are damage: 2^22 span the whole of an address space.
  private static let arenaLimit: UInt64 = 1 << 22

  /// For each page of the arenas its span plus one; 0 for none.
  private var spanOfPage = Column<UInt32>()
  /// First page of each arena in `spanOfPage`, from `firstArena` on; -1 for none.
  private var arenas = Column<Int>()
  private let firstArena: UInt64

  /// Throws when the spans are spread as no heap is.
  static func check(_ spans: [HeapSpan]) throws(HeapError) {
    guard let first = spans.first, let last = spans.last else { return }
    let count = arena(of: last.base &+ last.byteCount &- 1) &- arena(of: first.base) &+ 1
    guard count <= arenaLimit else { throw .implausible("the heap is spread over \(count) arenas") }
  }

  @inline(__always)
  static func arena(of address: UInt64) -> UInt64 { (address &- arenaBase) / arenaSize }

  /// A table of spans in the order of their addresses, which were checked.
  init(_ spans: [HeapSpan]) {
    firstArena = spans.first.map { Self.arena(of: $0.base) } ?? 0
    for (index, span) in spans.enumerated() {
      var address = span.base
      while address < span.base &+ span.byteCount {
        let arena = Int(clamping: Self.arena(of: address) &- firstArena)
        guard arena < Self.arenaLimit else { break }
        if arena >= arenas.count { arenas.append(repeating: -1, count: arena + 1 - arenas.count) }
        if arenas[arena] < 0 {
          arenas[arena] = spanOfPage.count
          spanOfPage.append(repeating: 0, count: Self.pagesPerArena)
        }
        spanOfPage[arenas[arena] + Int(address / Self.pageSize) & (Self.pagesPerArena - 1)] = UInt32(index) + 1
        address &+= Self.pageSize
      }
    }
  }

  /// Index of the span of an address; nil when it is none of the heap's.
  @inline(__always)
  func spanIndex(of address: UInt64) -> Int? {
    let arena = Self.arena(of: address) &- firstArena
    guard arena < UInt64(truncatingIfNeeded: arenas.count) else { return nil }
    let first = arenas[Int(truncatingIfNeeded: arena)]
    guard first >= 0 else { return nil }
    let page = Int(truncatingIfNeeded: address / Self.pageSize) & (Self.pagesPerArena &- 1)
    let span = spanOfPage[first &+ page]
    return span == 0 ? nil : Int(span) &- 1
  }
}
