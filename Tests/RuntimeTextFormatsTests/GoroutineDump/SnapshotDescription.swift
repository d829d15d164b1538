// SPDX-License-Identifier: Apache-2.0

import Evidence

extension GoroutineSnapshot {
  /// The snapshot as text that a person can review: a line a group, and a line for each further fact.
  var listing: String {
    var lines = ["\(form.rawValue): \(count) goroutines in \(groups.count) groups"]
    if let statedTotal { lines.append("stated total: \(statedTotal)") }
    if let crash { lines.append("crash: \(crash.kind.rawValue): \(crash.message.debugDescription)") }
    lines += gaps.map { "gap: \($0)" }
    for group in groups { lines.append(contentsOf: group.listing(stacks)) }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension GoroutineGroup {
  fileprivate func listing(_ table: StackTable) -> [String] {
    let frames = table.codeFrames(of: stack)
    let user = frames.first { $0.function.hasPrefix("main.") } ?? frames.first
    var line = "\(count) \(state?.rawValue ?? "-") \(frames.count) frames"
    if hasElidedFrames { line += " elided" }
    if let user { line += " at \(user.function) \(user.location)" }
    if let creator {
      let frame = table.codeFrame(creator)
      line += " by \(frame.function) \(frame.location)"
    }
    if leakedCount > 0 { line += " leaked=\(leakedCount)" }
    if lockedToThreadCount > 0 { line += " locked=\(lockedToThreadCount)" }
    if let longest = waitMinutes.longest { line += " minutes<=\(longest) of \(waitMinutes.count)" }
    if !primitives.isEmpty { line += " primitives=\(primitives.counts.values.sorted())" }
    if let sleep { line += " sleep=\(sleep.lowerBound)...\(sleep.upperBound)" }
    if readers + writers > 0 { line += " readers=\(readers) writers=\(writers)" }
    if !exemplars.isEmpty { line += " exemplars=\(exemplars.count)" }
    return [line] + labels.map { "  \($0.count) \($0.key.debugDescription): \($0.value.debugDescription)" }
  }
}
