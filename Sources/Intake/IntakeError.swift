// SPDX-License-Identifier: Apache-2.0

/// Why evidence could not be taken in: what and where, and what to do next.
package struct IntakeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What happened and where, without a full stop.
  package var message: String
  /// What to do about it, without a full stop.
  package var remedy: String

  package init(_ message: String, remedy: String) {
    self.message = message
    self.remedy = remedy
  }

  package var description: String { "\(message); \(remedy)" }
}
