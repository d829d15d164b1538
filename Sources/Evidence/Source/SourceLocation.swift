// SPDX-License-Identifier: Apache-2.0

/// A line of a Go source file, as the Go toolchain wrote its path into the binary.
///
/// The path is absolute, or module-relative when the program was built with `-trimpath`. Locations identify code across
/// Go versions; closure names do not (Go 1.22 and 1.27 name the same closure differently).
package struct SourceLocation: Hashable, Sendable {
  /// The path as printed, never normalised.
  package var file: String
  /// The line, from 1; 0 when the line is not known.
  package var line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  /// A line's number as a profile states it; 0 for what is no line of any file, so that lines around it can be counted.
  package static func line(numbered number: Int64) -> Int {
    (1...Int64(Int32.max)).contains(number) ? Int(number) : 0
  }
}

extension SourceLocation: Comparable {
  package static func < (a: SourceLocation, b: SourceLocation) -> Bool {
    a.file != b.file ? a.file < b.file : a.line < b.line
  }
}

extension SourceLocation: CustomStringConvertible {
  package var description: String { "\(file):\(line)" }
}
