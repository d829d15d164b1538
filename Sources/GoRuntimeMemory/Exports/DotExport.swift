// SPDX-License-Identifier: Apache-2.0

/// The paths that retain most as a drawing for Graphviz: boxes for what is held, arrows for the fields that hold.
enum DotExport {
  /// More boxes than this nobody looks through.
  private static let boxLimit = 60

  static func text(_ program: ProgramGraph) -> String {
    let patterns = PathPatterns(program)
    var writer = PathWriter(program)
    writer.isPattern = true
    let order = patterns.patterns.indices.dropFirst()
      .filter { !program.isInside(patterns.patterns[$0].example) || patterns.patterns[$0].parent == 0 }
      .sorted { (patterns.patterns[$0].retainedBytes, $1) > (patterns.patterns[$1].retainedBytes, $0) }
    var shown: Set<Int> = []
    for index in order where shown.count < boxLimit {
      // With all that is above it, so that the drawing has no loose ends.
      var above = index
      while above != 0, shown.insert(above).inserted { above = Int(patterns.patterns[above].parent) }
    }
    var lines = ["digraph heap {", "  rankdir=LR;", "  node [shape=box, fontname=\"Helvetica\"];"]
    for index in shown.sorted() {
      let pattern = patterns.patterns[index]
      let retained = pattern.retainedBytes / 1024
      let step = writer.step(of: UInt32(index), in: patterns)
      let label = step.isEmpty ? "inside" : step
      lines.append("  n\(index) [label=\"\(escaped(label))\\nx \(pattern.count), retains \(retained) KiB\"];")
      if pattern.parent != 0 { lines.append("  n\(pattern.parent) -> n\(index);") }
      if pattern.loop != 0, shown.contains(Int(pattern.loop)) {
        lines.append("  n\(index) -> n\(pattern.loop) [style=dashed];")
      }
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
