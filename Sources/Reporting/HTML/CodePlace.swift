// SPDX-License-Identifier: Apache-2.0

import Analysis
import Diagnosis

/// A line of code as engineers name it to each other; the whole path stands in the tooltip.
struct CodePlace {
  let location: Finding.Location

  init(_ location: Finding.Location) { self.location = location }

  /// `quote/fanout.go:37`, or the function where no line is known.
  var line: Markup {
    guard !location.file.isEmpty else { return function }
    let number = location.line > 0 ? ":\(location.line)" : ""
    return """
      <code title="\(Escaped(name: location.file + number, limit: 300))">\
      \(Escaped(name: ShortPath(location.file).text, limit: 80))\(number)</code>
      """
  }

  /// `quote.(*Desk).Best`.
  var function: Markup {
    guard !location.function.isEmpty else { return "" }
    return """
      <code title="\(Escaped(name: location.function, limit: 300))">\
      \(Escaped(name: GoFunctionName(location.function).short, limit: 120))</code>
      """
  }

  /// Line and function in one phrase.
  var phrase: Markup {
    location.file.isEmpty || location.function.isEmpty ? line : "\(line) in \(function)"
  }
}
