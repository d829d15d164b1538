// SPDX-License-Identifier: Apache-2.0

/// A file of the repository, read for its shape: imports, words and first lines.
struct SourceText: Sendable {
  /// The path from the root of the repository, for example `Sources/Evidence/Capture/Capture.swift`.
  let path: String
  let lines: [String]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The file's name without folders and ending.
  var name: String {
    let last = path.split(separator: "/").last ?? ""
    return String(last.prefix { $0 != "." })
  }

  /// The module whose folder under `Sources/` holds the file; nil outside of it.
  var module: String? {
    let parts = path.split(separator: "/")
    return parts.count >= 3 && parts[0] == "Sources" ? String(parts[1]) : nil
  }

  /// The modules that the file imports, with submodules and kinds of declarations left out.
  var imports: [String] {
    code.compactMap { line in
      guard
        let match = line.firstMatch(
          of: /^(?:(?:@\w+(?:\(\w+\))?|package|public|internal|private|fileprivate)\s+)*import\s+(.+)$/
        )
      else { return nil }
      let words = match.1.split(whereSeparator: { $0 == " " || $0 == ";" })
      // `import struct Foundation.URL` names the kind of the declaration first.
      let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias"]
      guard let path = words.first(where: { !kinds.contains($0) }) else { return nil }
      return path.split(separator: ".").first.map(String.init)
    }
  }

  /// Whether a word stands in the code: not in a comment, not in a literal, not as a part of a longer word.
  func uses(word: String) -> Bool {
    code.contains { line in
      line.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_") }).contains { $0 == word }
    }
  }

  /// The lines without indentation, comments and the contents of string literals.
  var code: [String] {
    var isInLiteral = false
    return lines.map { line in
      // A line with an odd number of `"""` begins or ends a literal of several lines.
      let toggles = line.ranges(of: "\"\"\"").count % 2 == 1
      defer { if toggles { isInLiteral.toggle() } }
      if isInLiteral || toggles { return "" }
      let plain = line.replacing(/"(?:\\.|[^"\\])*"/, with: "\"\"").replacing(/\/\/.*$/, with: "")
      return String(plain.drop(while: \.isWhitespace))
    }
  }
}
