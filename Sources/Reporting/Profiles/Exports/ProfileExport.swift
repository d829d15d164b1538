// SPDX-License-Identifier: Apache-2.0

package import Analysis
import FoundationEssentials

/// A format of another tool that a profile can be written in: one case and one file.
package enum ProfileExport: String, CaseIterable, Sendable {
  case folded, speedscope, firefox, callgrind, dot, json, csv, pprof

  /// Which report's rules hold for granularity and trimming.
  package var kind: ProfileReportKind {
    switch self {
    case .callgrind: .callgrind
    case .dot: .dot
    case .pprof: .proto
    case .json: .raw
    case .folded, .speedscope, .firefox, .csv: .traces
    }
  }

  /// The text of a format; empty for `pprof`, which is no text and is written by the encoder of the format.
  package func text(_ report: ReportedProfile) -> String {
    switch self {
    case .folded: FoldedExport.text(report)
    case .speedscope: SpeedscopeExport.text(report)
    case .firefox: FirefoxExport.text(report)
    case .callgrind: CallgrindExport.text(report)
    case .dot: DotExport.text(report)
    case .json: ProfileReportFormat.json.render(RawReport(report))
    case .csv: ProfileReportFormat.csv.render(TracesReport(report))
    case .pprof: ""
    }
  }

  /// A value as one line of JSON.
  static func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch {
      // Exports hold whole numbers and text alone; a failure is a defect of this program.
      preconditionFailure("the profile could not be encoded: \(error)")
    }
  }
}
