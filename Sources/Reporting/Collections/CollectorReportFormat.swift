// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A form in which a report on the collector is written: one type and one line in `CollectorReportFormats.all`.
package protocol CollectorReportFormat: Sendable {
  /// The name after `--format`.
  var name: String { get }
  /// Writes the whole report, ending with a newline.
  func render(_ report: CollectorReport, for surface: Surface) -> String
}

/// All formats that show a whole report.
///
/// Those that show one row a collection (`CollectionTable`, `CollectionCSV`) are written while the log is read.
package enum CollectorReportFormats {
  package static let all: [any CollectorReportFormat] = [
    TerminalCollectorReport(), MarkdownCollectorReport(), JSONCollectorReport(),
  ]
}

/// The report as one JSON object (format version 1).
package struct JSONCollectorReport: CollectorReportFormat {
  package let name = "json"

  package init() {}

  package func render(_ report: CollectorReport, for surface: Surface) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf",
      negativeInfinity: "-inf",
      nan: "nan"
    )
    do {
      return String(decoding: try encoder.encode(report), as: UTF8.self) + "\n"
    } catch {
      // Every field is encodable; a failure is a defect of this program.
      preconditionFailure("the report could not be encoded: \(error)")
    }
  }
}
