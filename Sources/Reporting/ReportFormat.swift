// SPDX-License-Identifier: Apache-2.0

/// A form in which a report is written: one file in Formats/, one line in `ReportFormats.all`.
///
/// A format receives a finished report and computes nothing but layout.
package protocol ReportFormat: Sendable {
  /// The name after `--format`.
  var name: String { get }
  /// Writes the whole report, ending with a newline.
  func render(_ report: Report, for surface: Surface) -> String
}

/// What the output is shown on.
package struct Surface: Hashable, Sendable {
  /// Columns available; at least 40.
  package var width: Int
  /// Whether colors may be used: a terminal, and NO_COLOR not set.
  package var hasColor: Bool
  /// Whether only ASCII can be shown, as where the locale is not UTF-8.
  package var isASCII: Bool

  package init(width: Int = 100, hasColor: Bool = false, isASCII: Bool = false) {
    self.width = max(40, width)
    self.hasColor = hasColor
    self.isASCII = isASCII
  }
}

/// Which characters the locale of a process has.
package enum CharacterSetOfLocale {
  /// Whether it is UTF-8: the first of LC_ALL, LC_CTYPE and LANG that is set decides, as in the C library.
  package static func isUTF8(_ environment: [String: String]) -> Bool {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let lowercase = name.lowercased()
    return lowercase.hasSuffix("utf-8") || lowercase.hasSuffix("utf8") || lowercase.contains("utf-8@")
      || lowercase.contains("utf8@")
  }
}

/// All formats.
package enum ReportFormats {
  package static let all: [any ReportFormat] = [TerminalReport(), JSONReport(), MarkdownReport(), HTMLReport()]

  /// The names as a sentence lists them: "terminal, json, markdown or html".
  package static var names: String {
    let names = all.map(\.name)
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }
}
