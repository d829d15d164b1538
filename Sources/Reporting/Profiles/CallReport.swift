// SPDX-License-Identifier: Apache-2.0

package import Analysis
package import RegularExpressions

/// `tree` and `peek`: each function with who calls it and what it calls.
package struct CallReport: ProfileReport {
  /// A caller or callee and how much of the function's value goes over the call.
  package struct Call: Encodable, Hashable, Sendable {
    package var name: String
    package var weight: Int64
    package var isInlined: Bool
  }

  package struct Row: Encodable, Hashable, Sendable {
    package var name: String
    package var flat: Int64
    package var cum: Int64
    package var callers: [Call]
    package var callees: [Call]
  }

  package let sampleType: String
  package let unit: String
  package let total: Int64
  package let rows: [Row]

  private let header: [String]
  private let numbers: ProfileNumbers
  private let isEmpty: Bool

  private enum CodingKeys: String, CodingKey {
    case sampleType, unit, total, rows
  }

  /// Makes the report on all nodes, or on those whose printed names match; throws when none does.
  package init(_ report: ReportedProfile, matching expression: RegularExpression? = nil) throws(ProfileReportError) {
    let graph = ProfileGraph(report, calls: .all)
    numbers = ProfileNumbers(report, outputUnit: graph.outputUnit(report))
    header = ProfileHeader(report: report, numbers: numbers).lines(graph)
    sampleType = report.selection.type
    unit = report.selection.unit
    total = report.total
    isEmpty = graph.order.isEmpty
    var callers: [Int: [CallTable.Call]] = [:]
    var callees: [Int: [CallTable.Call]] = [:]
    for call in graph.calls.calls {
      callers[call.callee, default: []].append(call)
      callees[call.caller, default: []].append(call)
    }
    var names: [Int: String] = [:]
    func name(_ node: Int) -> String {
      if let known = names[node] { return known }
      let made = TerminalText.safe(graph.table.name(of: node))
      names[node] = made
      return made
    }
    func calls(_ list: [CallTable.Call]?, other: (CallTable.Call) -> Int) -> [Call] {
      let made = (list ?? []).map { call in
        Call(name: name(other(call)), weight: call.weight, isInlined: call.isInlined)
      }
      return made.sorted { a, b in
        if a.weight.magnitude != b.weight.magnitude { return a.weight.magnitude > b.weight.magnitude }
        return a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
      }
    }
    rows = graph.order.filter { expression?.matches(graph.table.name(of: $0)) ?? true }.map { node in
      Row(
        name: name(node),
        flat: graph.flatValue(node),
        cum: graph.cumulativeValue(node),
        callers: calls(callers[node], other: \.caller),
        callees: calls(callees[node], other: \.callee)
      )
    }
    if let expression, rows.isEmpty {
      throw ProfileReportError("no function matches \"\(expression.pattern)\"")
    }
  }

  package func text() -> String {
    let separator = "----------------------------------------------------------+-------------\n"
    var text = header.map { TerminalText.safe($0) + "\n" }.joined() + separator
    text += "      flat  flat%   sum%        cum   cum%   calls calls% + context \t \t \n"
    var sum: Int64 = 0
    for row in rows {
      text += separator
      for call in row.callers { text += line(call, of: row) }
      sum &+= row.flat
      text += MeasuredText.padded(numbers.text(row.flat), 10) + " "
      text += MeasuredValue.percentage(row.flat, of: total) + " "
      text += MeasuredValue.percentage(sum, of: total) + " "
      text += MeasuredText.padded(numbers.text(row.cum), 10) + " "
      text += MeasuredValue.percentage(row.cum, of: total) + "                | " + row.name + "\n"
      for call in row.callees { text += line(call, of: row) }
    }
    return isEmpty ? text : text + separator
  }

  private func line(_ call: Call, of row: Row) -> String {
    MeasuredText.padded(numbers.text(call.weight), 50) + " " + MeasuredValue.percentage(call.weight, of: row.cum)
      + " |   " + call.name + (call.isInlined ? " (inline)" : "") + "\n"
  }

  package func table() -> ReportTable {
    var cells: [[ReportTable.Cell]] = []
    func add(_ row: Row, _ call: Call, _ role: String) {
      cells.append([
        .text(row.name), .text(role), .number(call.weight, shown: numbers.text(call.weight)), .text(call.name),
      ])
    }
    for row in rows {
      for call in row.callers { add(row, call, "caller") }
      cells.append([.text(row.name), .text("flat"), .number(row.flat, shown: numbers.text(row.flat)), .none])
      cells.append([.text(row.name), .text("cum"), .number(row.cum, shown: numbers.text(row.cum)), .none])
      for call in row.callees { add(row, call, "callee") }
    }
    return ReportTable(
      columns: [.init("name"), .init("what"), .init("value", isNumber: true), .init("other")],
      rows: cells
    )
  }
}
