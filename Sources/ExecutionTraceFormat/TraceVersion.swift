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
    let text = String(decoding: header.prefix { $0 != 0 }, as: UTF8.self)
    guard text.hasPrefix("go 1."), text.hasSuffix(" trace"), header[text.utf8.count...].allSatisfy({ $0 == 0 }),
      let minor = Int(text.dropFirst(5).dropLast(6))
    else { return nil }
    self.minor = minor
  }
}
