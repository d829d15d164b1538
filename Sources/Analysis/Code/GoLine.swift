// SPDX-License-Identifier: Apache-2.0

/// One line of gofmt's output: what stands in it and how deep.
package enum GoLine {
  /// The text without indentation and without a line comment.
  package static func code(_ line: String) -> String {
    var code = line[...]
    if let comment = startOfComment(code) { code = code[..<comment] }
    while let first = code.first, first == "\t" || first == " " { code.removeFirst() }
    while let last = code.last, last == "\t" || last == " " || last == "\r" { code.removeLast() }
    return String(code)
  }

  /// Where a line comment begins; slashes inside quotes are none.
  private static func startOfComment(_ code: Substring) -> Substring.Index? {
    var quote: Character?
    var previous: Character?
    for index in code.indices {
      let character = code[index]
      if let open = quote {
        if character == "\\", open != "`", previous == "\\" {
          previous = nil
          continue
        }
        if character == open, previous != "\\" || open == "`" { quote = nil }
      } else if character == "\"" || character == "`" || character == "'" {
        quote = character
      } else if character == "/", previous == "/" {
        return code.index(before: index)
      }
      previous = character
    }
    return nil
  }

  /// How many tabs and blanks it begins with.
  package static func indentation(_ line: String) -> Int {
    line.prefix { $0 == "\t" || $0 == " " }.count
  }
}
