// SPDX-License-Identifier: Apache-2.0

/// Why bytes could not be decoded, and at which byte.
///
/// Every decoder of the house throws this one type, so that a caller can always say what was wrong, where in the
/// input, and what was expected there. A decoder that can go on after a defect records a gap instead of throwing.
@usableFromInline
package struct DecodingError: Error, Hashable, Sendable {
  /// What went wrong, for a caller that acts on it.
  @usableFromInline
  package enum Reason: Hashable, Sendable {
    /// The input ends inside a value.
    case truncated
    /// The bytes do not follow the format.
    case malformed
    /// A stated length or count passes a limit that protects memory.
    case limitExceeded
    /// The input is not of this format at all.
    case unrecognized
  }

  /// What went wrong.
  package var reason: Reason
  /// Offset of the offending byte from the start of the input handed to the decoder.
  package var offset: Int
  /// What the decoder expected there, as the end of the sentence "expected ...".
  package var expected: String

  @usableFromInline
  package init(_ reason: Reason, at offset: Int, expected: String) {
    self.reason = reason
    self.offset = offset
    self.expected = expected
  }
}

extension DecodingError: CustomStringConvertible {
  @usableFromInline
  package var description: String {
    switch reason {
    case .truncated: "cut off at byte \(offset): expected \(expected)"
    case .malformed: "malformed at byte \(offset): expected \(expected)"
    case .limitExceeded: "over the limit at byte \(offset): expected \(expected)"
    case .unrecognized: "not recognized (byte \(offset)): expected \(expected)"
    }
  }
}
