// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A growable column of plain values with one owner, which changes them in place.
///
/// What an array costs in a loop over hundreds of millions of events is the question whether somebody shares it, at every
/// change of an element; a column cannot be shared. Every index is checked as in an array. Memory grows by half, without a
/// second copy where the system can move pages, and is kept until the column is destroyed.
@safe
@usableFromInline
package struct Column<Element: BitwiseCopyable>: ~Copyable {
  /// Start of room for `capacity` elements, of which the first `count` are initialized; never read while there are none.
  @usableFromInline var base: UnsafeMutablePointer<Element>
  @usableFromInline package private(set) var count: Int
  @usableFromInline var capacity: Int

  /// An empty column, which takes no memory yet.
  @inlinable
  package init() {
    // An address that is aligned and not null: a column without room is never read, written or freed.
    unsafe base = UnsafeMutablePointer(bitPattern: 16).unsafelyUnwrapped
    count = 0
    capacity = 0
  }

  /// A column of equal elements.
  @inlinable
  package init(repeating element: Element, count: Int) {
    self.init()
    append(repeating: element, count: count)
  }

  deinit {
    // The room came from the C library and nothing borrowed from the column outlives it; plain values need no end.
    if capacity > 0 { unsafe free(base) }
  }

  /// Whether there are no elements.
  @inlinable @inline(__always)
  package var isEmpty: Bool { count == 0 }

  /// All positions.
  @inlinable @inline(__always)
  package var indices: Range<Int> { 0..<count }

  /// The elements, borrowed.
  @inlinable
  package var span: Span<Element> {
    @_lifetime(borrow self)
    get {
      // Exactly the initialized elements, which stay where they are while the column is borrowed.
      let span = unsafe Span(_unsafeStart: UnsafePointer(base), count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// The element at an index below `count`; traps at any other.
  @inlinable
  package subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index beyond the column")
      // The index was checked against the initialized elements, and the access borrows the column.
      return unsafe UnsafePointer(base + index)
    }
    @inline(__always) unsafeMutableAddress {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index beyond the column")
      // The index was checked against the initialized elements, and the access holds the column exclusively.
      return unsafe base + index
    }
  }

  /// Adds an element at the end; O(1) on average.
  @inlinable @inline(__always)
  package mutating func append(_ element: Element) {
    if count == capacity { grow(to: count &+ 1) }
    // There is room behind the last element: it was made just now if there was none.
    unsafe (base + count).initialize(to: element)
    count &+= 1
  }

  /// Adds so many equal elements at the end.
  @inlinable
  package mutating func append(repeating element: Element, count added: Int) {
    precondition(added >= 0)
    if added > capacity - count { grow(to: count + added) }
    // There is room for all of them behind the last element.
    unsafe (base + count).initialize(repeating: element, count: added)
    count += added
  }

  /// Takes the last element out; nil when there is none.
  @inlinable @inline(__always)
  package mutating func popLast() -> Element? {
    if count == 0 { return nil }
    count &-= 1
    // The element was the last of the initialized ones; reading it moves it out.
    return unsafe base[count]
  }

  /// Takes out all elements behind the first so many, and keeps the room.
  @inlinable @inline(__always)
  package mutating func removeAll(behind kept: Int = 0) {
    precondition(kept >= 0 && kept <= count)
    count = kept
  }

  /// Makes all elements equal.
  @inlinable
  package mutating func fill(with element: Element) {
    // Exactly the initialized elements are overwritten.
    unsafe base.update(repeating: element, count: count)
  }

  /// Sorts the elements.
  @inlinable
  package mutating func sort(by precedes: (Element, Element) -> Bool) {
    // The buffer covers exactly the initialized elements and lives for the call, during which the column is ours.
    var elements = unsafe UnsafeMutableBufferPointer(start: base, count: count)
    unsafe elements.sort(by: precedes)
  }

  /// Makes room for at least so many elements, and half as many again as there were.
  @usableFromInline @inline(never)
  mutating func grow(to least: Int) {
    let wanted = max(least, capacity + capacity / 2, 16)
    let (byteCount, overflows) = wanted.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    // The C library aligns to 16 bytes, which all plain values of the house are content with.
    precondition(!overflows && MemoryLayout<Element>.alignment <= 16)
    // `realloc` moves the initialized elements as bytes, which is right for plain values; the old room is gone then.
    guard let room = unsafe realloc(capacity > 0 ? UnsafeMutableRawPointer(base) : nil, byteCount) else {
      fatalError("out of memory: \(byteCount) bytes")
    }
    unsafe base = room.assumingMemoryBound(to: Element.self)
    capacity = wanted
  }
}
