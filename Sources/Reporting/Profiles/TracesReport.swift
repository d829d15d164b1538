// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// `traces`: every sample with its labels and its stack.
package struct TracesReport: ProfileReport {
  package struct Frame: Encodable, Hashable, Sendable {
    package var name: String
    package var isInlined: Bool
  }

  package struct Row: Encodable, Hashable, Sendable {
    package var value: Int64
    /// Values by key, numbers with their unit.
    package var labels: [String: [String]]
    /// Leaf first.
    package var stack: [Frame]

    /// Lines of the text output, text labels before numbers.
    var labelLines: [String]

    private enum CodingKeys: String, CodingKey {
      case value, labels, stack
    }
  }

  package let sampleType: String
  package let unit: String
  package let total: Int64
  package let rows: [Row]

  private let header: [String]
  private let numbers: ProfileNumbers

  private enum CodingKeys: String, CodingKey {
    case sampleType, unit, total, rows
  }

  /// Makes the report; samples without a stack are left out, as pprof leaves them out.
  package init(_ report: ReportedProfile) {
    let profile = report.profile
    numbers = ProfileNumbers(report, outputUnit: report.settings.unit)
    header = ProfileHeader(report: report, numbers: numbers).profileLines()
    sampleType = report.selection.type
    unit = report.selection.unit
    total = report.total
    let table = ProfileNodeTable(profile, settings: report.settings, keepsObjects: false, trimsPaths: false)
    let names = table.nodes.indices.map { TerminalText.safe(table.name(of: $0)) }
    let labels = (0..<profile.labelSets.count).map { SampleLabels(profile, set: $0, units: report.labelUnits) }
    var rows: [Row] = []
    for row in 0..<profile.samples.count {
      let locations = profile.stacks[Int(profile.samples.stacks[row])]
      guard !locations.isEmpty else { continue }
      let stack = locations.flatMap { location in
        let range = table.range(Int(location))
        return range.map { line in
          Frame(name: names[Int(table.nodeOfLine[line])], isInlined: line != range.upperBound - 1)
        }
      }
      var value = profile.samples.value(row: row, column: report.selection.column)
      if let divisor = report.selection.divisor {
        let events = profile.samples.value(row: row, column: divisor)
        if events != 0, !(value == .min && events == -1) { value /= events }
      }
      let set = labels[Int(profile.samples.labelSets[row])]
      rows.append(Row(value: value, labels: set.values, stack: stack, labelLines: set.lines))
    }
    self.rows = rows
  }

  package func text() -> String {
    let separator = "-----------+-------------------------------------------------------\n"
    var text = header.map { TerminalText.safe($0) }.joined(separator: "\n") + "\n"
    for row in rows {
      text += separator
      for line in row.labelLines { text += line }
      for (index, frame) in row.stack.enumerated() {
        text += MeasuredText.padded(index == 0 ? numbers.text(row.value) : "", 10) + "   " + frame.name
        text += frame.isInlined ? " (inline)\n" : "\n"
      }
    }
    return text + separator
  }

  package func table() -> ReportTable {
    ReportTable(
      columns: [.init("value", isNumber: true), .init("labels"), .init("stack")],
      rows: rows.map { row in
        let labels = row.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.joined(separator: ","))" }
        return [
          .number(row.value, shown: numbers.text(row.value)), .text(labels.joined(separator: " ")),
          .text(row.stack.map(\.name).joined(separator: ";")),
        ]
      }
    )
  }
}

/// The labels of a sample in words.
struct SampleLabels {
  /// Values by key.
  let values: [String: [String]]
  /// Lines as `traces` prints them: sorted, text labels first.
  let lines: [String]

  init(_ profile: Profile, set: Int, units: LabelUnits) {
    var texts: [String: [String]] = [:]
    var numbers: [String: [String]] = [:]
    for label in profile.labelSets[set] {
      let key = TerminalText.safe(profile.strings[label.key])
      if label.text != .empty {
        texts[key, default: []].append(TerminalText.safe(profile.strings[label.text]))
      } else if label.isNumber {
        numbers[key, default: []].append(MeasuredValue.text(label.number, from: units[label.key], to: "auto"))
      }
    }
    func lines(_ labels: [String: [String]]) -> [String] {
      labels.map { "\(MeasuredText.padded($0.key, 10)):  \($0.value.joined(separator: " "))\n" }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    self.lines = lines(texts) + lines(numbers)
    values = texts.merging(numbers) { $0 + $1 }
  }
}
