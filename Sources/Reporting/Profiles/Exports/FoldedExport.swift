// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Folded stacks: names from the root with semicolons between them, a space, the value.
enum FoldedExport {
  static func text(_ report: ReportedProfile) -> String {
    let stacks = NamedStacks(report)
    let names = stacks.names.map { name in
      String(name.map { $0 == ";" ? ":" : $0.isNewline ? " " : $0 })
    }
    var text = ""
    for (stack, values) in stacks.values.enumerated() where values[report.selection.column] != 0 {
      let frames = stacks.frames[stack].reversed().map { names[Int($0.node)] }
      text += (frames.isEmpty ? "<unknown>" : frames.joined(separator: ";")) + " \(values[report.selection.column])\n"
    }
    return text
  }
}

/// The stacks of a report as nodes, each once, with the sums of all sample types.
struct NamedStacks {
  struct Frame {
    var node: UInt32
    var isInlined: Bool
  }

  let table: ProfileNodeTable
  /// Printed names of the nodes, safe to show.
  let names: [String]
  /// Frames of each stack, leaf first.
  let frames: [[Frame]]
  /// Values of each stack, one a sample type.
  private(set) var values: [[Int64]]

  init(_ report: ReportedProfile) {
    let profile = report.profile
    let table = ProfileNodeTable(profile, settings: report.settings, keepsObjects: false)
    self.table = table
    names = table.nodes.indices.map { TerminalText.safe(table.name(of: $0)) }
    frames = (0..<profile.stacks.count).map { stack in
      profile.stacks[stack].flatMap { location in
        let range = table.range(Int(location))
        return range.map { Frame(node: table.nodeOfLine[$0], isInlined: $0 != range.upperBound - 1) }
      }
    }
    let types = profile.sampleTypes.count
    values = Array(repeating: Array(repeating: 0, count: types), count: profile.stacks.count)
    for row in 0..<profile.samples.count {
      for column in 0..<types {
        values[Int(profile.samples.stacks[row])][column] &+= profile.samples.value(row: row, column: column)
      }
    }
  }
}
