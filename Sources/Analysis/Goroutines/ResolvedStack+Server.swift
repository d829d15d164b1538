// SPDX-License-Identifier: Apache-2.0

import Evidence

extension ResolvedStack {
  /// A goroutine of net/http's server that stands between requests, or reads ahead for one.
  package var isServerConnection: Bool {
    guard userFrame == nil, let entry = entry?.function else { return false }
    return [
      "net/http.(*conn).serve", "net/http.(*connReader).backgroundRead", "net/http.(*http2serverConn).readFrames",
      "net/http.(*http2serverConn).serve", "net/http/internal/http2.(*serverConn).readFrames",
      "net/http/internal/http2.(*serverConn).serve",
    ].contains(entry)
  }
}
