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

  package init(width: Int = 100, hasColor: Bool = false) {
    self.width = max(40, width)
    self.hasColor = hasColor
  }
}

/// All formats.
package enum ReportFormats {
  package static let all: [any ReportFormat] = [TerminalReport(), JSONReport(), HTMLReport()]
}
