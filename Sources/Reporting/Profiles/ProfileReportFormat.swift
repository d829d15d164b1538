// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A report on a profile as a value: every output is written from it and computes nothing.
package protocol ProfileReport: Encodable, Sendable {
  /// The report as pprof prints it, with a newline at the end.
  func text() -> String
  /// The report as rows, for outputs that are tables.
  func table() -> ReportTable
}

/// How a report on a profile is written.
package enum ProfileReportFormat: String, CaseIterable, Sendable {
  case text, json, csv, table, markdown

  /// The names, for messages.
  package static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// Writes a report, with a newline at the end.
  package func render(_ report: some ProfileReport) -> String {
    switch self {
    case .text: report.text()
    case .json: Self.json(report)
    case .csv: report.table().csv()
    case .table: report.table().aligned()
    case .markdown: report.table().markdown()
    }
  }

  /// JSON that does nothing to a terminal: what acts there stands only inside strings, where its number is the same.
  private static func inert(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: TerminalText.isActive) else { return json }
    var result = ""
    for scalar in json.unicodeScalars {
      guard TerminalText.isActive(scalar) else {
        result.unicodeScalars.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return result
  }

  private static func json(_ report: some ProfileReport) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return inert(String(decoding: try encoder.encode(report), as: UTF8.self)) + "\n"
    } catch {
      // Reports hold whole numbers and text alone; a failure is a defect of this program.
      preconditionFailure("the report could not be encoded: \(error)")
    }
  }
}

/// Rows of cells under named columns.
package struct ReportTable: Sendable {
  package struct Column: Sendable {
    package var name: String
    package var isNumber: Bool

    package init(_ name: String, isNumber: Bool = false) {
      self.name = name
      self.isNumber = isNumber
    }
  }

  package enum Cell: Sendable {
    /// A value and how people read it.
    case number(Int64, shown: String)
    case text(String)
    case none
  }

  package var columns: [Column]
  package var rows: [[Cell]]

  package init(columns: [Column], rows: [[Cell]]) {
    self.columns = columns
    self.rows = rows
  }

  /// Comma-separated values with a header (RFC 4180); numbers in the profile's own unit.
  package func csv() -> String {
    var text = columns.map { Self.quoted($0.name) }.joined(separator: ",") + "\n"
    for row in rows {
      let cells = row.map { cell in
        switch cell {
        case .number(let value, _): String(value)
        case .text(let name): Self.quoted(name)
        case .none: ""
        }
      }
      text += cells.joined(separator: ",") + "\n"
    }
    return text
  }

  /// Columns under each other, numbers to the right, for a terminal.
  package func aligned() -> String {
    let cells = rows.map { row in row.map(Self.shown) }
    var widths = columns.map { $0.name.unicodeScalars.count }
    for row in cells {
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], min(120, cell.unicodeScalars.count))
      }
    }
    func line(_ cells: [String]) -> String {
      var line = ""
      for (column, cell) in cells.enumerated() {
        if column > 0 { line += "  " }
        if columns[column].isNumber {
          line += MeasuredText.padded(cell, widths[column])
        } else if column == cells.count - 1 {
          line += cell
        } else {
          line += cell + String(repeating: " ", count: max(0, widths[column] - cell.unicodeScalars.count))
        }
      }
      return line + "\n"
    }
    return ([line(columns.map(\.name))] + cells.map(line)).joined()
  }

  /// A table for GitHub and GitLab.
  package func markdown() -> String {
    var text = "| " + columns.map(\.name).joined(separator: " | ") + " |\n"
    text += "|" + columns.map { $0.isNumber ? " ---: |" : " --- |" }.joined() + "\n"
    for row in rows {
      let cells = row.map { cell in
        switch cell {
        case .number(_, let shown): shown
        case .text(let name): MarkdownText.code(name).replacingPipes()
        case .none: ""
        }
      }
      text += "| " + cells.joined(separator: " | ") + " |\n"
    }
    return text
  }

  private static func shown(_ cell: Cell) -> String {
    switch cell {
    case .number(_, let shown): shown
    case .text(let name): TerminalText.safe(name)
    case .none: ""
    }
  }

  private static func quoted(_ text: String) -> String {
    let bare = TerminalText.safe(text)
    guard bare.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }) else { return bare }
    return "\"" + bare.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

/// Text behind spaces.
enum MeasuredText {
  static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.unicodeScalars.count)) + text
  }
}

extension String {
  /// A pipe would end the cell of a table, even inside code.
  fileprivate func replacingPipes() -> String {
    split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
