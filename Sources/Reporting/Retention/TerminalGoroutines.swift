// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// What goroutines wait for, for the one who asked: the leaked ones first, equal ones in one block, single ones on request.
package struct TerminalGoroutines: GoroutineFormat {
  package let name = "terminal"
  /// How many groups of a verdict are shown in full when nothing more was asked for.
  private static let groupLimit = 20

  package init() {}

  package func render(_ goroutines: LiveGoroutines, for surface: Surface) -> String {
    var lines = heading(goroutines, surface)
    for verdict in LiveGoroutines.Verdict.allCases where goroutines.goroutines.count != 1 {
      lines += section(verdict, goroutines, surface)
    }
    if !goroutines.goroutines.isEmpty {
      lines += goroutines.goroutines.flatMap { [""] + single($0, surface) }
    }
    if !goroutines.gaps.isEmpty {
      lines += ["", "Missing:"]
      for gap in goroutines.gaps {
        lines += TerminalText.wrapped(TerminalText.safe("- \(gap)"), width: surface.width, indent: 2, hanging: 4)
      }
    }
    let text = lines.joined(separator: "\n") + "\n"
    return surface.isASCII ? text.inASCII : text
  }

  private func heading(_ goroutines: LiveGoroutines, _ surface: Surface) -> [String] {
    var lines = [
      "\(TerminalText.safe(goroutines.goVersion)): \(GoroutineWords.leak(goroutines.leaked, of: goroutines.count))"
    ]
    if let stop = goroutines.stop {
      lines.append(
        "The process stood still for \(Quantity.rate(stop.milliseconds)) ms while "
          + "\(Quantity.bytes(stop.copiedBytes)) were copied."
      )
    }
    return lines.flatMap { TerminalText.wrapped($0, width: surface.width, indent: 0, hanging: 2) }
  }

  // MARK: Groups

  private func section(_ verdict: LiveGoroutines.Verdict, _ goroutines: LiveGoroutines, _ surface: Surface) -> [String]
  {
    let groups = goroutines.groups.filter { $0.verdict == verdict }
    guard !groups.isEmpty else { return [] }
    let count = groups.reduce(0) { $0 + $1.count }
    let heading = "\(GoroutineWords.heading(verdict)) (\(Quantity.grouped(count)))"
    var lines = ["", (verdict == .leaked ? TerminalStyle.bad : .strong)(heading, surface)]
    // What cannot be helped needs a line, not a block.
    let isBrief = verdict == .active || verdict == .main || verdict == .runtime
    for group in groups.prefix(Self.groupLimit) {
      lines += isBrief ? [row(group, surface)] : block(group, surface)
    }
    let rest = groups.dropFirst(Self.groupLimit)
    if !rest.isEmpty {
      lines.append(
        "  and \(Quantity.plural(rest.reduce(0) { $0 + $1.count }, "goroutine")) in "
          + "\(Quantity.plural(rest.count, "smaller group")); --format json has all"
      )
    }
    return lines
  }

  private func row(_ group: LiveGoroutines.Group, _ surface: Surface) -> String {
    TerminalText.cut(
      TerminalText.safe("\(count(group.count))  \(group.state)  \(GoroutineWords.place(group.place))"),
      width: surface.width
    )
  }

  private func count(_ count: Int) -> String {
    let text = Quantity.grouped(count)
    return String(repeating: " ", count: max(0, 7 - text.count)) + text
  }

  private func block(_ group: LiveGoroutines.Group, _ surface: Surface) -> [String] {
    var lines = [row(group, surface)]
    func add(_ label: String, _ text: String) {
      lines += TerminalText.wrapped(TerminalText.safe("\(label) \(text)"), width: surface.width, indent: 9, hanging: 11)
    }
    for primitive in group.example.primitives.prefix(4) {
      let others = group.primitiveCount - group.example.primitives.count
      let more = others > 0 ? "; \(Quantity.grouped(others)) more such" : ""
      add("waits", GoroutineWords.primitive(primitive) + more)
    }
    if let seconds = group.example.sleepsSeconds { add("sleeps for", "\(Quantity.duration(seconds)) more") }
    for holder in group.heldBy.prefix(3) {
      add(
        "reachable from",
        holder.path + (holder.count > 1 && holder.count < group.count ? "  x \(Quantity.grouped(holder.count))" : "")
      )
    }
    if group.heldBy.count > 3 { add("and from", Quantity.plural(group.heldBy.count - 3, "other path")) }
    if let creator = group.createdBy {
      let parent = group.count == 1 ? group.example.parent.map { " in goroutine \($0)" } ?? "" : ""
      add("created by", GoroutineWords.place(creator) + parent)
    }
    if let seconds = group.longestWaitSeconds {
      add("waiting for", "about \(Quantity.duration(seconds))" + (group.count > 1 ? " at most" : ""))
    }
    add(
      "retains",
      "\(Quantity.bytes(Int(clamping: group.retainedBytes))), and \(Quantity.bytes(Int(clamping: group.stackBytes))) of stack"
    )
    let ids = group.ids.prefix(5).map { "\($0)" }.joined(separator: ", ")
    add(group.count == 1 ? "goroutine" : "goroutines", ids + (group.count > 5 ? ", ..." : ""))
    return lines
  }

  // MARK: One goroutine

  private func single(_ goroutine: LiveGoroutines.Goroutine, _ surface: Surface) -> [String] {
    let since = goroutine.waitingSeconds.map { ", for about \(Quantity.duration($0))" } ?? ""
    let leaked = goroutine.verdict == .leaked ? ", leaked" : ""
    let heading = "goroutine \(goroutine.id) [\(goroutine.state)\(since)\(leaked)]"
    var lines = [
      (goroutine.verdict == .leaked ? TerminalStyle.bad : .strong)(TerminalText.safe(heading), surface)
    ]
    func add(_ text: String, _ indent: Int = 2) {
      lines += TerminalText.wrapped(TerminalText.safe(text), width: surface.width, indent: indent, hanging: indent + 2)
    }
    for primitive in goroutine.primitives { add("waits \(GoroutineWords.primitive(primitive))") }
    if let seconds = goroutine.sleepsSeconds { add("sleeps for \(Quantity.duration(seconds)) more") }
    if let path = goroutine.heldBy { add("reachable from \(path)") }
    add(
      "retains \(Quantity.bytes(Int(clamping: goroutine.retainedBytes))), and "
        + "\(Quantity.bytes(Int(clamping: goroutine.stackBytes))) of stack"
    )
    for frame in goroutine.frames {
      add(GoroutineWords.place(frame.place))
      for local in frame.locals {
        add("\(local.name) \(local.type)" + (local.value.map { " = \($0)" } ?? ""), 6)
      }
    }
    if let creator = goroutine.createdBy {
      add("created by \(GoroutineWords.place(creator))" + (goroutine.parent.map { " in goroutine \($0)" } ?? ""))
    }
    if let gap = goroutine.gap { add("(\(gap))") }
    return lines
  }
}
