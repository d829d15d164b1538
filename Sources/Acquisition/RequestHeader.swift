// SPDX-License-Identifier: Apache-2.0

/// A header that the user wants on every request; its value counts as a secret.
package struct RequestHeader: Hashable, Sendable {
  package var name: String
  package var value: Secret

  package init(name: String, value: Secret) {
    self.name = name
    self.value = value
  }

  /// Whether a header may be called so (RFC 9110, 5.1).
  package static func isValidName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }

  /// Whether a header may have this value: no control characters, so that no second header can be smuggled in.
  package static func isValidValue(_ value: String) -> Bool {
    value.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
  }

  /// Headers that frame the message and belong to the client alone.
  static let reservedNames: Set<String> = [
    "accept-encoding", "connection", "content-length", "expect", "te", "trailer", "transfer-encoding", "upgrade",
  ]
}
