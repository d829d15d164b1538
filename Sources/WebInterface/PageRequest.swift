// SPDX-License-Identifier: Apache-2.0

/// A request that was let in: what is asked for, behind the token.
package struct PageRequest: Hashable, Sendable {
  /// The parts of the path behind the token, decoded; empty for the page itself.
  package var path: [String]
  /// The parameters, decoded; of a name that stands twice the last value.
  package var query: [String: String]

  package init(path: [String], query: [String: String] = [:]) {
    self.path = path
    self.query = query
  }
}

/// What is sent for a request.
package struct PageAnswer: Hashable, Sendable {
  package var status: Int
  /// For example `text/html; charset=utf-8`.
  package var mediaType: String
  package var bytes: [UInt8]
  /// Value of Content-Security-Policy; without one nothing may be loaded or run.
  package var policy: String?

  package init(status: Int = 200, mediaType: String, bytes: [UInt8], policy: String? = nil) {
    self.status = status
    self.mediaType = mediaType
    self.bytes = bytes
    self.policy = policy
  }

  /// A sentence instead of a page.
  package static func refusal(_ status: Int, _ sentence: String) -> PageAnswer {
    PageAnswer(status: status, mediaType: "text/plain; charset=utf-8", bytes: Array((sentence + "\n").utf8))
  }
}
