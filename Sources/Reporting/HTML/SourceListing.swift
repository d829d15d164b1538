// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence

/// The source around a line, that line marked: the nearest lines at once, more of the file folded below.
struct SourceListing {
  private let location: Finding.Location
  private let near: [SourceExcerpts.Line]
  private let context: [SourceExcerpts.Line]

  init(_ location: Finding.Location, sources: [Report.SourceExtract]) {
    self.location = location
    near = location.excerpt ?? []
    // A damaged profile may claim any number for a line.
    let line = min(max(0, location.line), 1 << 30)
    let around = (line - 12)...(line + 12)
    let lines = sources.first { $0.file == location.file }?.lines ?? []
    context = lines.filter { around.contains($0.line) }
  }

  func markup() -> Markup {
    guard !near.isEmpty else { return "" }
    let more: Markup =
      context.count > near.count
      ? "<details class=\"context\"><summary>More of this file</summary>\(listing(context))</details>" : ""
    return listing(near) + more
  }

  private func listing(_ all: [SourceExcerpts.Line]) -> Markup {
    let lines = all.prefix(60)
    let indent =
      lines.map(\.text).filter { !$0.allSatisfy(\.isWhitespace) }
      .map { $0.prefix { $0 == "\t" || $0 == " " }.count }.min() ?? 0
    var previous: Int?
    let rows = lines.map { line -> Markup in
      let isPoint = line.line == location.line
      let gap: Markup =
        previous.map { line.line > $0 &+ 1 ? "<li class=\"gap\" aria-hidden=\"true\">⋮</li>" : "" } ?? ""
      previous = line.line
      let text = Escaped(code: String(line.text.dropFirst(indent)), limit: 200)
      let row: Markup = "<li value=\"\(line.line)\"\(isPoint ? " class=\"point\"" as Markup : "")>"
      return
        "\(gap)\(row)<code>\(text)</code>\(isPoint ? "<span class=\"unseen\"> (this line)</span>" as Markup : "")</li>"
    }
    return "<ol class=\"source\" tabindex=\"0\" aria-label=\"Source\">\(rows.joined())</ol>"
  }
}
