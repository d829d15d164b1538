// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// `tags`: the labels of a profile with the totals of their values.
package struct TagsReport: ProfileReport {
  package struct Value: Encodable, Hashable, Sendable {
    package var name: String
    package var flat: Int64
  }

  package struct Row: Encodable, Hashable, Sendable {
    package var key: String
    package var total: Int64
    package var values: [Value]
  }

  package let sampleType: String
  package let unit: String
  package let total: Int64
  package let rows: [Row]

  private let numbers: ProfileNumbers

  private enum CodingKeys: String, CodingKey {
    case sampleType, unit, total, rows
  }

  /// Makes the report; O(rows + labels).
  package init(_ report: ReportedProfile) {
    let profile = report.profile
    numbers = ProfileNumbers(report, outputUnit: report.settings.unit)
    sampleType = report.selection.type
    unit = report.selection.unit
    total = report.total
    var sums = [Int64](repeating: 0, count: profile.labelSets.count)
    let values = profile.samples.range(ofColumn: report.selection.column)
    for row in 0..<profile.samples.count {
      sums[Int(profile.samples.labelSets[row])] &+= profile.samples.values[values.lowerBound + row]
    }
    let used = Set(profile.samples.labelSets)
    var keys: [String: (total: Int64, values: [String: Int64])] = [:]
    for set in used.sorted() {
      let sum = sums[Int(set)]
      for label in profile.labelSets[Int(set)] where label.text != .empty || label.isNumber {
        let name =
          label.text != .empty
          ? TerminalText.safe(profile.strings[label.text])
          : MeasuredValue.text(label.number, from: report.labelUnits[label.key], to: report.settings.unit)
        keys[TerminalText.safe(profile.strings[label.key]), default: (0, [:])].total &+= sum
        keys[TerminalText.safe(profile.strings[label.key]), default: (0, [:])].values[name, default: 0] &+= sum
      }
    }
    rows = keys.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { key, entry in
      let values = entry.values.map { Value(name: $0.key, flat: $0.value) }.sorted { a, b in
        a.flat.magnitude != b.flat.magnitude
          ? a.flat.magnitude > b.flat.magnitude : a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
      }
      return Row(key: key, total: entry.total, values: values)
    }
  }

  package func text() -> String {
    var text = ""
    for row in rows {
      let title = "\(row.key):"
      let keyWidth = title.unicodeScalars.count + 1
      let amounts = row.values.map { value in
        numbers.text(value.flat)
          + (total > 0 ? " (\(MeasuredValue.percentage(value.flat, of: total))):" : ":")
      }
      let width = (amounts.map(\.unicodeScalars.count).max() ?? 0) + 1
      let share = total > 0 ? " (\(MeasuredValue.percentage(row.total, of: total)))" : ""
      text +=
        MeasuredText.padded(title, keyWidth) + " Total \(numbers.text(row.total)) of \(numbers.text(total))\(share)\n"
      for (value, amount) in zip(row.values, amounts) {
        text += MeasuredText.padded("", keyWidth) + MeasuredText.padded(amount, width) + " \(value.name)\n"
      }
      text += "\n"
    }
    return text
  }

  package func table() -> ReportTable {
    ReportTable(
      columns: [.init("key"), .init("value"), .init("flat", isNumber: true)],
      rows: rows.flatMap { row in
        row.values.map { value in
          [.text(row.key), .text(value.name), .number(value.flat, shown: numbers.text(value.flat))]
        }
      }
    )
  }
}
