// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Who holds memory, for the one who asked: totals, roots, where much comes together, types, and the answer to a question.
package struct TerminalRetention: RetentionFormat {
  package let name = "terminal"

  package init() {}

  package func render(_ retention: HeapRetention, for surface: Surface) -> String {
    var lines = heading(retention, surface)
    if let object = retention.object { lines += self.object(object, surface) }
    if let query = retention.query, let matches = retention.matches {
      lines += ["", TerminalStyle.strong("Objects of types that match \(TerminalText.safe(query))", surface)]
      lines += matches.isEmpty ? ["  none"] : matches.flatMap { holder($0, surface) }
    }
    if retention.object == nil, retention.query == nil {
      lines += ["", TerminalStyle.strong("Where much comes together", surface)]
      lines +=
        retention.accumulations.isEmpty
        ? ["  nowhere: no place holds many objects of a kind"] : retention.accumulations.flatMap { holder($0, surface) }
      lines += ["", TerminalStyle.strong("Retained by root", surface)]
      lines += retention.roots.map { root in
        let count = root.count > 1 ? "  (\(Quantity.grouped(root.count)))" : ""
        return row(Quantity.bytes(Int(clamping: root.retainedBytes)), root.path + count, surface)
      }
      lines += ["", TerminalStyle.strong("By type", surface)]
      lines += retention.types.map { type($0, surface) }
    }
    if !retention.gaps.isEmpty {
      lines += ["", "Missing:"]
      for gap in retention.gaps {
        lines += TerminalText.wrapped(TerminalText.safe("- \(gap)"), width: surface.width, indent: 2, hanging: 4)
      }
    }
    let text = lines.joined(separator: "\n") + "\n"
    return surface.isASCII ? text.inASCII : text
  }

  private func heading(_ retention: HeapRetention, _ surface: Surface) -> [String] {
    let garbage = Int(clamping: retention.allocated.bytes) - Int(clamping: retention.reached.bytes)
    var sentences = [
      "\(TerminalText.safe(retention.goVersion)): \(Quantity.bytes(Int(clamping: retention.reached.bytes))) in "
        + "\(Quantity.plural(retention.reached.objects, "object")) are held, "
        + "\(Quantity.bytes(max(garbage, 0))) more wait for the collector; "
        + Quantity.plural(retention.goroutines, "goroutine")
    ]
    if let stop = retention.stop {
      sentences.append(
        "The process stood still for \(Quantity.rate(stop.milliseconds)) ms; \(Quantity.bytes(stop.copiedBytes)) were copied."
      )
    }
    return sentences.flatMap { TerminalText.wrapped($0, width: surface.width, indent: 0, hanging: 2) }
  }

  private func holder(_ holder: HeapRetention.Holder, _ surface: Surface) -> [String] {
    var text = TerminalText.safe(holder.path)
    if holder.count > 1 { text += "  x \(Quantity.grouped(holder.count))" }
    return [row(Quantity.bytes(Int(clamping: holder.retainedBytes)), text, surface)]
  }

  private func type(_ use: HeapRetention.TypeUse, _ surface: Surface) -> String {
    row(
      Quantity.bytes(Int(clamping: use.amount.bytes)),
      "\(TerminalText.safe(use.name))  x \(Quantity.grouped(use.amount.objects))",
      surface
    )
  }

  private func object(_ object: HeapRetention.Object, _ surface: Surface) -> [String] {
    var lines = [
      "", TerminalStyle.strong("\(object.address) \(TerminalText.safe(object.type))", surface),
      "  \(Quantity.bytes(Int(clamping: object.bytes))), retains \(Quantity.bytes(Int(clamping: object.retainedBytes)))",
      "  held by \(TerminalText.safe(object.path))",
    ]
    lines += object.otherHolders.map { "  and by  \(TerminalText.safe($0))" }
    let more = object.holderCount - object.otherHolders.count - 1
    if more > 0 { lines.append("  and by  \(Quantity.plural(more, "other pointer"))") }
    if !object.retains.isEmpty {
      lines.append("  Without it would be freed:")
      lines += object.retains.map { type($0, surface) }
    }
    return lines
  }

  private func row(_ amount: String, _ text: String, _ surface: Surface) -> String {
    "  " + String(repeating: " ", count: max(0, 8 - amount.count)) + amount + "  " + TerminalText.safe(text)
  }
}
