// SPDX-License-Identifier: Apache-2.0

/// What a line of the shell comes to.
package enum ShellAnswer: Hashable, Sendable {
  /// Text for standard output.
  case text(String)
  /// Bytes for a file, and its name as it was typed.
  case file(path: String, bytes: [UInt8])
  /// Something worth a word besides the report, without a full stop.
  case note(String)
  /// Why nothing came of it, as one sentence without a full stop; the shell goes on.
  case failure(String)
  /// The user wants to leave.
  case end
}
