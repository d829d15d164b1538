// SPDX-License-Identifier: Apache-2.0

import Reporting

/// A report as the page shows every table: what stands above it, columns, and rows that know their function.
struct ViewTable: Encodable, Sendable {
  struct Column: Encodable, Sendable {
    var name: String
    var isNumber: Bool
  }

  struct Row: Encodable, Sendable {
    /// The cells as they are read.
    var cells: [String]
    /// What the cells are sorted by, in the profile's unit; nil for text.
    var numbers: [Int64?]
    /// The function that the row is about.
    var name: String
    /// The value in each profile; empty where there is no series.
    var values: [Int64]
  }

  var lines: [String]
  var unit: String
  var columns: [Column]
  var rows: [Row]
  /// How many rows are not sent.
  var more: Int

  /// Rows beyond this are counted and not sent: nobody reads them, and a browser would be slow.
  static let rowLimit = 1000

  /// A table of a report; `names` and `values` belong to its rows.
  init(_ table: ReportTable, lines: [String], unit: String, names: [String], values: [[Int64]] = []) {
    self.lines = lines.map { TerminalText.safe($0) }
    self.unit = unit
    columns = table.columns.map { Column(name: $0.name, isNumber: $0.isNumber) }
    rows = table.rows.prefix(Self.rowLimit).enumerated().map { index, cells in
      Row(
        cells: cells.map { cell in
          switch cell {
          case .number(_, let shown): shown
          case .text(let text): TerminalText.safe(text)
          case .none: ""
          }
        },
        numbers: cells.map { cell in
          if case .number(let number, _) = cell { number } else { nil }
        },
        name: names.indices.contains(index) ? names[index] : "",
        values: values.indices.contains(index) ? values[index] : []
      )
    }
    more = table.rows.count - rows.count
  }
}
