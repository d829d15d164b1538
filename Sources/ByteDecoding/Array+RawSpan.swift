// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
  /// An array with a copy of borrowed bytes.
  package init(copying bytes: RawSpan) {
    self.init()
    append(copying: bytes)
  }

  /// Adds a copy of borrowed bytes at the end, as one block.
  package mutating func append(copying bytes: RawSpan) {
    // The pointer is used only inside the closure, while the span that lends it is alive.
    unsafe bytes.withUnsafeBytes { unsafe append(contentsOf: $0) }
  }

  /// The array's bytes, borrowed: what decoders take.
  @inlinable @inline(__always)
  package var rawBytes: RawSpan {
    @_lifetime(borrow self)
    get {
      // The standard library calls this unsafe for elements that may hold padding; bytes have none.
      unsafe span.bytes
    }
  }
}
