// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A value that must never be printed or stored: a token, a header's value, a password.
///
/// Every way of printing it (description, debug description, mirror, `dump`) shows `[secret]`; only `revealed`, which the
/// request itself uses, gives the value.
package struct Secret: Hashable, Sendable {
  package let revealed: String

  package init(_ value: String) {
    self.revealed = value
  }

  /// The first line of a file, without white space around it: how token files are written.
  package static func read(fromFile path: String) throws(AcquisitionError) -> Secret {
    let text = try OptionFile.text(of: path, holding: "the token")
    let line = text.split(whereSeparator: \.isNewline).first.map { $0.trimmed } ?? ""
    return try checked(line, origin: "the file \(path)")
  }

  /// The value of an environment variable.
  package static func read(
    fromEnvironment name: String,
    of environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(AcquisitionError) -> Secret {
    guard let value = environment[name] else {
      throw AcquisitionError(
        .badOption,
        "the environment variable \(name) is not set",
        remedy: "export it, or name the variable that holds the token"
      )
    }
    return try checked(value.trimmed, origin: "the variable \(name)")
  }

  private static func checked(_ value: String, origin: String) throws(AcquisitionError) -> Secret {
    guard !value.isEmpty else {
      throw AcquisitionError(.badOption, "\(origin) is empty", remedy: "put the token there")
    }
    guard RequestHeader.isValidValue(value) else {
      throw AcquisitionError(
        .badOption,
        "\(origin) holds control characters, which no header may carry",
        remedy: "store the bare token in it"
      )
    }
    return Secret(value)
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "[secret]" }
  package var debugDescription: String { "[secret]" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
