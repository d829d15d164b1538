// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Why a file could not be opened or read, in the words of the operating system.
package struct FileError: Error, Hashable, Sendable {
  /// What was tried, as a verb: "open", "read", "map".
  package var operation: String
  /// The path as it was given.
  package var path: String
  /// `errno` after the failed call; 0 when the refusal is ours.
  package var code: Int32
  /// The reason as text: what `strerror` says, or our own words.
  package var reason: String

  /// Whether there is no such file, or the process that it told of is gone.
  package var isMissing: Bool { code == ENOENT || code == ESRCH }

  /// Whether who asks lacks the right.
  package var isForbidden: Bool { code == EACCES || code == EPERM }

  /// The error of the call that just failed; `code` is `errno`, read before anything else can change it.
  init(_ operation: String, _ path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
    // A zero-terminated text that glibc (2.32 on) keeps per thread and musl keeps for ever; it is copied at once.
    self.reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }

  /// A refusal of our own.
  init(_ operation: String, _ path: String, reason: String) {
    self.operation = operation
    self.path = path
    self.code = 0
    self.reason = reason
  }
}

extension FileError: CustomStringConvertible {
  package var description: String { "cannot \(operation) \(path): \(reason)" }
}
