// SPDX-License-Identifier: Apache-2.0

/// Lines of source files, as they were where the capture was made.
///
/// Holds whole files up to a limit, so that a rule can read what stands around a line. A file that changed after the
/// program was built shows the wrong lines: the reader is told that lines are read at capture time.
package struct SourceExcerpts: Sendable {
  /// One numbered line of source.
  package struct Line: Codable, Hashable, Sendable {
    package var line: Int
    package var text: String

    package init(line: Int, text: String) {
      self.line = line
      self.text = text
    }
  }

  private var files: [String: [String]] = [:]

  package init() {}

  /// Paths of the files held, sorted.
  package var paths: [String] { files.keys.sorted() }

  /// Adds a file under the path that stack frames use for it.
  package mutating func add(path: String, text: String) {
    files[path] = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The text of a line; nil when the file is not held or has no such line.
  package func text(at location: SourceLocation) -> String? {
    guard let lines = files[location.file], location.line >= 1, location.line <= lines.count else { return nil }
    return lines[location.line - 1]
  }

  /// The lines from `range` that exist.
  package func lines(of file: String, _ range: ClosedRange<Int>) -> [Line] {
    guard let lines = files[file] else { return [] }
    return range.filter { $0 >= 1 && $0 <= lines.count }.map { Line(line: $0, text: lines[$0 - 1]) }
  }
}
