// SPDX-License-Identifier: Apache-2.0

/// Why a capture has nothing to show: what happened and what to do.
package struct CaptureError: Error, Sendable, CustomStringConvertible {
  package var message: String
  package var remedy: String

  package init(_ message: String, remedy: String) {
    self.message = message
    self.remedy = remedy
  }

  package var description: String { "\(message); \(remedy)" }
}
