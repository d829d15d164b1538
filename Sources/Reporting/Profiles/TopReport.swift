// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// `top`: what each function (line, file, address) has by itself and together with what it calls.
package struct TopReport: ProfileReport {
  /// One row; numbers are in the profile's own unit.
  package struct Row: Encodable, Hashable, Sendable {
    package var name: String
    package var file: String?
    package var line: Int64?
    package var flat: Int64
    package var cum: Int64
    /// Whether all or some of its calls were inlined: `inline`, `partial-inline`.
    package var inlined: String?
  }

  package let sampleType: String
  package let unit: String
  package let total: Int64
  package let rows: [Row]

  /// What stands above the rows: which profile, which filters, what is left out.
  package var lines: [String] { header }

  private let header: [String]
  private let numbers: ProfileNumbers
  private let printedNames: [String]

  private enum CodingKeys: String, CodingKey {
    case sampleType, unit, total, rows
  }

  /// Makes the report; telling what was inlined takes about as long as all the rest.
  package init(_ report: ReportedProfile, marksInlined: Bool = true) {
    let graph = ProfileGraph(report, calls: marksInlined ? .toInlined : .none)
    numbers = ProfileNumbers(report, outputUnit: graph.outputUnit(report))
    header = ProfileHeader(report: report, numbers: numbers).lines(graph)
    sampleType = report.selection.type
    unit = report.selection.unit
    total = report.total
    var isInlined: [Int: (all: Bool, some: Bool)] = [:]
    for call in graph.calls.calls {
      let known = isInlined[call.callee] ?? (true, false)
      isInlined[call.callee] = (known.all && call.isInlined, known.some || call.isInlined)
    }
    let table = graph.table
    printedNames = graph.order.map { TerminalText.safe(table.name(of: $0)) }
    rows = graph.order.map { node in
      let inlined = isInlined[node].flatMap { $0.all ? "inline" : $0.some ? "partial-inline" : nil }
      return Row(
        table,
        node,
        flat: graph.flatValue(node),
        cum: graph.cumulativeValue(node),
        inlined: inlined
      )
    }
  }

  package func text() -> String {
    var text = header.map { TerminalText.safe($0) + "\n" }.joined()
    text += "      flat  flat%   sum%        cum   cum%\n"
    var sum: Int64 = 0
    for (row, name) in zip(rows, printedNames) {
      sum &+= row.flat
      text += MeasuredText.padded(numbers.text(row.flat), 10) + " "
      text += MeasuredValue.percentage(row.flat, of: total) + " "
      text += MeasuredValue.percentage(sum, of: total) + " "
      text += MeasuredText.padded(numbers.text(row.cum), 10) + " "
      text += MeasuredValue.percentage(row.cum, of: total) + "  " + name
      if let inlined = row.inlined { text += " (\(inlined))" }
      text += "\n"
    }
    return text
  }

  package func table() -> ReportTable {
    ReportTable(
      columns: [
        .init("flat", isNumber: true), .init("cum", isNumber: true), .init("name"), .init("file"),
        .init("line", isNumber: true),
      ],
      rows: rows.map { row in
        [
          .number(row.flat, shown: numbers.text(row.flat)), .number(row.cum, shown: numbers.text(row.cum)),
          .text(row.name), row.file.map { .text($0) } ?? .none,
          row.line.map { .number($0, shown: String($0)) } ?? .none,
        ]
      }
    )
  }
}

extension TopReport.Row {
  /// The row of a node; where there is no function its name is the file, the address or the object.
  init(_ table: ProfileNodeTable, _ index: Int, flat: Int64, cum: Int64, inlined: String?) {
    let node = table.nodes[index]
    name = node.name == .empty ? table.name(of: index) : table.strings[node.name]
    file = node.file == .empty ? nil : table.strings[node.file]
    line = node.line == 0 ? nil : node.line
    self.flat = flat
    self.cum = cum
    self.inlined = inlined
  }
}
