// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence
package import RegularExpressions

/// `list`: the source of functions with what each line allocates, holds or waits.
package struct ListReport: ProfileReport {
  package struct Line: Encodable, Hashable, Sendable {
    package var line: Int64
    package var flat: Int64
    package var cum: Int64
    package var text: String
  }

  package struct Function: Encodable, Hashable, Sendable {
    package var name: String
    /// Empty when the profile does not tell.
    package var file: String
    package var flat: Int64
    package var cum: Int64
    package var lines: [Line]
    /// Why there are no lines.
    package var gap: String?
  }

  /// The lines of a source file, or why they are missing, as words without a full stop.
  package enum Source: Sendable {
    case lines([String])
    case missing(String)
  }

  package let sampleType: String
  package let unit: String
  package let total: Int64
  package let functions: [Function]

  private let numbers: ProfileNumbers

  private enum CodingKeys: String, CodingKey {
    case sampleType, unit, total, functions
  }

  /// Lines shown before the first and behind the last line with a value.
  private static let margin: Int64 = 5
  /// Most lines of one function, whatever its line numbers claim.
  private static let lineLimit: Int64 = 100_000

  /// Makes the listing of the functions whose names match; throws when none does.
  ///
  /// `source` is asked once for each file, with the path that the profile names.
  package init(
    _ report: ReportedProfile,
    matching expression: RegularExpression,
    source: (String) -> Source
  ) throws(ProfileReportError) {
    let graph = ProfileGraph(report, calls: .none, isListing: true)
    let table = graph.table
    numbers = ProfileNumbers(report, outputUnit: report.settings.unit)
    sampleType = report.selection.type
    unit = report.selection.unit
    total = report.total
    var nodes: [String: [String: [Int]]] = [:]
    var known: [StringID: Bool] = [:]
    for node in graph.order {
      let name = table.nodes[node].name
      let matches = known[name] ?? expression.matches(table.strings.bytes(of: name))
      known[name] = matches
      if matches {
        nodes[table.strings[name], default: [:]][table.strings[table.nodes[node].file], default: []].append(node)
      }
    }
    guard !nodes.isEmpty else { throw ProfileReportError("no function matches \"\(expression.pattern)\"") }
    var files: [String: Source] = [:]
    var functions: [Function] = []
    for (name, byFile) in nodes.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      let named = byFile.filter { !$0.key.isEmpty }
      if named.isEmpty {
        functions.append(
          Function(name: TerminalText.safe(name), file: "", flat: 0, cum: 0, lines: [], gap: "no source information")
        )
      }
      for (file, members) in named.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
        let text = files[file] ?? source(file)
        files[file] = text
        var function = Function(
          name: TerminalText.safe(name),
          file: TerminalText.safe(file),
          flat: members.reduce(0) { $0 &+ graph.flat[$1] },
          cum: members.reduce(0) { $0 &+ graph.cumulative[$1] },
          lines: []
        )
        switch text {
        case .missing(let reason): function.gap = reason
        case .lines(let lines): function.lines = Self.lines(lines, members, graph)
        }
        functions.append(function)
      }
    }
    self.functions = functions
  }

  private static func lines(_ text: [String], _ nodes: [Int], _ graph: ProfileGraph) -> [Line] {
    var sums: [Int64: (flat: Int64, cum: Int64)] = [:]
    var start = Int64.max
    var end = Int64.min
    for node in nodes {
      let info = graph.table.nodes[node]
      let line = min(max(0, info.line), Int64(text.count) + margin)
      start = min(start, info.startLine > 0 ? min(info.startLine, Int64(text.count)) : line - margin)
      end = max(end, line + margin)
      let known = sums[line] ?? (0, 0)
      sums[line] = (known.flat &+ graph.flat[node], known.cum &+ graph.cumulative[node])
    }
    start = max(1, start)
    end = min(end, Int64(text.count), start + lineLimit)
    guard start <= end else { return [] }
    return (start...end).map { line in
      let sum = sums[line] ?? (0, 0)
      return Line(line: line, flat: sum.flat, cum: sum.cum, text: safe(text[Int(line) - 1]))
    }
  }

  /// A line of source: tabs are its own, everything else that acts on a terminal is not.
  private static func safe(_ line: String) -> String {
    line.split(separator: "\t", omittingEmptySubsequences: false).map { TerminalText.safe(String($0)) }
      .joined(separator: "\t")
  }

  package func text() -> String {
    var text = "Total: \(numbers.text(total))\n"
    for function in functions {
      if function.file.isEmpty {
        text += "No source information for \(function.name)\n"
        continue
      }
      text += "ROUTINE ======================== \(function.name) in \(function.file)\n"
      text += MeasuredText.padded(numbers.text(function.flat), 10) + " "
      text += MeasuredText.padded(numbers.text(function.cum), 10) + " (flat, cum) "
      text += MeasuredValue.percentage(function.cum, of: total) + " of Total\n"
      if let gap = function.gap { text += " Error: \(TerminalText.safe(gap))\n" }
      for line in function.lines {
        text += MeasuredText.padded(numbers.textOrDot(line.flat), 10) + " "
        text += MeasuredText.padded(numbers.textOrDot(line.cum), 10) + " "
        text += MeasuredText.padded(String(line.line), 6) + ":" + line.text + "\n"
      }
    }
    return text
  }

  package func table() -> ReportTable {
    ReportTable(
      columns: [
        .init("name"), .init("file"), .init("line", isNumber: true), .init("flat", isNumber: true),
        .init("cum", isNumber: true), .init("text"),
      ],
      rows: functions.flatMap { function in
        function.lines.map { line in
          [
            .text(function.name), .text(function.file), .number(line.line, shown: String(line.line)),
            .number(line.flat, shown: numbers.textOrDot(line.flat)),
            .number(line.cum, shown: numbers.textOrDot(line.cum)),
            .text(line.text),
          ]
        }
      }
    )
  }
}
