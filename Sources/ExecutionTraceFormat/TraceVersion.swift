// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The release of Go whose trace format a file has, from its header: `go 1.NN trace` and zero bytes, 16 in all.
///
/// 23 is also written by Go 1.24, 26 also by Go 1.27 (src/internal/trace/version/version.go).
package struct TraceVersion: Hashable, Sendable {
  /// Length of the header in bytes.
  package static let headerLength = 16

  /// NN of the header.
  package var minor: Int

  /// The version in the header; nil when the bytes begin otherwise.
  package init?(header bytes: RawSpan) {
    guard bytes.byteCount >= Self.headerLength else { return nil }
    let header = (0..<Self.headerLength).map { bytes.asBytes[$0] }
    // Compared as bytes: what is no UTF-8 becomes longer as a string than it was.
    let name = header.prefix { $0 != 0 }
    let (before, after) = (Array("go 1.".utf8), Array(" trace".utf8))
    guard header[name.endIndex...].allSatisfy({ $0 == 0 }), name.starts(with: before),
      name.suffix(after.count).elementsEqual(after)
    else { return nil }
    let digits = name.dropFirst(before.count).dropLast(after.count)
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }),
      let minor = Int(String(decoding: digits, as: UTF8.self))
    else { return nil }
    self.minor = minor
  }
}
