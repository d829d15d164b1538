// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// The call graph in Graphviz's language: boxes as large as their flat value, arrows as thick as their calls.
enum DotExport {
  static func text(_ report: ReportedProfile) -> String {
    let graph = ProfileGraph(report, calls: .all)
    let numbers = ProfileNumbers(report, outputUnit: graph.outputUnit(report))
    let header = ProfileHeader(report: report, numbers: numbers).lines(graph, droppedCalls: graph.droppedCalls)
    var text = "digraph \"profile\" {\nnode [style=filled fillcolor=\"#f8f8f8\" shape=box fontname=\"sans-serif\"]\n"
    text += "legend [shape=box fontsize=16 label=\"\(header.map { quoted($0) + "\\l" }.joined())\"]\n"
    let largest = Double(graph.order.map { graph.flatValue($0).magnitude }.max() ?? 1)
    let isShown = Set(graph.order)
    for (position, node) in graph.order.enumerated() {
      let (flat, cum) = (graph.flatValue(node), graph.cumulativeValue(node))
      let share = MeasuredValue.percentage(flat, of: report.total).drop { $0 == " " }
      let sum = MeasuredValue.percentage(cum, of: report.total).drop { $0 == " " }
      let name = quoted(graph.table.name(of: node).split(separator: " ").joined(separator: "\n"))
      let size = 8 + Int(24 * (Double(flat.magnitude) / max(1, largest)).squareRoot())
      let values =
        flat == 0
        ? "0 of \(numbers.text(cum)) (\(sum))" : "\(numbers.text(flat)) (\(share))\\nof \(numbers.text(cum)) (\(sum))"
      text += "N\(node) [label=\"\(name)\\n\(values)\" id=\"node\(position + 1)\" fontsize=\(size)]\n"
    }
    for call in graph.calls.calls where isShown.contains(call.caller) && isShown.contains(call.callee) {
      let share = report.total == 0 ? 0 : Double(call.weight.magnitude) / Double(report.total.magnitude)
      let width = 1 + Int(min(1, share) * 5)
      let style = call.isResidual ? " style=\"dotted\"" : ""
      let inlined = call.isInlined ? "\\n (inline)" : ""
      text +=
        "N\(call.caller) -> N\(call.callee) [label=\" \(numbers.text(call.weight))\(inlined)\" weight=\(1 + Int(min(1, share) * 100)) penwidth=\(width)\(style)]\n"
    }
    return text + "}\n"
  }

  /// A name inside quotes: backslashes and quotes are escaped, line breaks become those of the language.
  private static func quoted(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      TerminalText.safe(String(line)).map { $0 == "\\" ? "\\\\" : $0 == "\"" ? "\\\"" : String($0) }.joined()
    }.joined(separator: "\\n")
  }
}
