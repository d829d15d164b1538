// SPDX-License-Identifier: Apache-2.0

import Diagnosis

/// Where the resident memory is: one bar whose parts add up, and what each part means.
struct MemorySection {
  let report: Report

  /// A part of the resident set.
  private struct Part {
    var name: String
    var bytes: Int64
    var meaning: Markup
    /// Which of the nine colors.
    var color: Int
  }

  func markup() -> Markup {
    guard let memory = report.memory else { return "" }
    let parts = parts(memory)
    let sum = parts.reduce(0) { $0 + Double($1.bytes) }
    guard sum > 0 else { return "" }
    let total: Markup =
      memory.rss.map { "The kernel counts <b>\(writtenBytes($0))</b> as resident; this is what it consists of." }
      ?? "Go holds <b>\(Quantity.bytes(sum))</b>; nothing told how much of it is resident."
    let moment: Markup =
      memory.isOfOneMoment == false
      ? " <span class=\"muted\">Go’s and the kernel’s numbers were read at different moments.</span>" : ""
    return "<p class=\"lead\">\(total)\(moment)</p>\(picture(parts, sum: sum))\(table(parts, sum: sum, memory))"
  }

  private func picture(_ parts: [Part], sum: Double) -> Markup {
    var x = 0.0
    let boxes = parts.map { part -> Markup in
      let width = Double(part.bytes) / sum * 100
      defer { x += width }
      let label: Markup =
        width >= 9 ? "<text x=\"\(Coordinate.text(x))%\" dx=\"1\" y=\"52\">\(part.name)</text>" : ""
      return """
        <rect class="part-\(part.color)" x="\(Coordinate.text(x))%" y="0" width="\(Coordinate.text(width))%" height="36">\
        <title>\(part.name): \(writtenBytes(part.bytes))</title></rect>\(label)
        """
    }
    let words = parts.map { "\($0.name) \(writtenBytes($0.bytes))" }.joined(separator: ", ")
    return """
      <svg class="ledger" role="img" aria-label="\(words)" width="100%" height="58">\(boxes.joined())</svg>

      """
  }

  private func table(_ parts: [Part], sum: Double, _ memory: Report.Memory) -> Markup {
    var rows = parts.map { part -> Markup in
      let share = Int((Double(part.bytes) / sum * 100).rounded())
      return """
        <tr><th scope="row"><svg class="swatch" width="12" height="12" aria-hidden="true">\
        <rect class="part-\(part.color)" width="12" height="12" rx="3"/></svg>\(part.name)</th>\
        <td class="number">\(writtenBytes(part.bytes))</td><td class="number">\(share) %</td>\
        <td class="words">\(part.meaning)</td></tr>

        """
    }
    if let untouched = memory.untouched, untouched > 0 {
      rows.append(
        """
        <tr><th scope="row">less: never touched</th><td class="number">−\(writtenBytes(untouched))</td><td></td>\
        <td class="words">Taken by Go and not used yet, so not resident.</td></tr>

        """
      )
    }
    if let released = memory.released, released > 0 {
      rows.append(
        """
        <tr class="aside"><th scope="row">given back</th><td class="number">\(writtenBytes(released))</td><td></td>\
        <td class="words">Returned to the system; no part of the sum.</td></tr>

        """
      )
    }
    return """
      <div class="wide"><table class="parts"><thead><tr><th scope="col">Part</th><th scope="col">Size</th>\
      <th scope="col">Share</th><th scope="col">What it is</th></tr></thead><tbody>
      \(rows.joined())</tbody></table></div>
      """
  }

  private func parts(_ memory: Report.Memory) -> [Part] {
    let heap = memory.unsweptGarbage == nil ? "Heap objects" : "Live heap"
    let all: [(name: String, bytes: Int64?, meaning: Markup)] = [
      (heap, memory.liveHeap, "Objects that something still refers to. A leak in Go code makes this grow."),
      (
        "Garbage", memory.unsweptGarbage,
        "Objects nobody refers to, until the collector comes. It comes and goes with GOGC."
      ),
      ("Fragmentation", memory.fragmentation, "Free places between living objects, of their size only."),
      ("Idle heap", memory.idle, "Free and kept for new objects. It goes back to the system slowly."),
      ("Stacks", memory.stacks, "Stacks of goroutines: they grow with their number and depth."),
      ("Runtime", memory.metadata, "The runtime’s own tables, for the collector and for profiles."),
      ("Files", memory.fileBacked, "Pages of the program itself and of mapped files; shared, and dropped when needed."),
      ("Freed lazily", memory.lazilyFreed, "Already given back; the kernel counts it until it needs it."),
      (
        "Outside Go", memory.outsideGo,
        "Taken by C libraries or mmap: no Go profile shows it. When it grows, look at native code."
      ),
    ]
    return all.enumerated().compactMap { index, part in
      guard let bytes = part.bytes, bytes > 0 else { return nil }
      return Part(name: part.name, bytes: bytes, meaning: part.meaning, color: index + 1)
    }
  }
}
