// SPDX-License-Identifier: Apache-2.0

extension ProcessReader {
  /// More children are not looked at one by one.
  private static let childLimit = 20_000

  /// Counts the processes that this one has started, by state: those that ended and were not waited for are in state Z.
  ///
  /// The kernel lists the children of each thread, where it was built to; a machine with fewer processes than this one
  /// has threads is searched as a whole.
  func readChildren(into text: inout ProcessText) {
    let processes = (proc.names("") ?? []).compactMap { Int($0) }
    let threads = proc.names("\(pid)/task") ?? []
    var states: [Substring: Int] = [:]
    if threads.count < processes.count, proc.bytes("\(pid)/task/\(pid)/children") != nil {
      let children = threads.flatMap { thread in
        (proc.text("\(pid)/task/\(thread)/children") ?? "").split(separator: " ").compactMap { Int($0) }
      }
      for child in children.prefix(Self.childLimit) {
        if let fields = proc.statFields(of: child), let state = fields.first { states[state, default: 0] += 1 }
      }
      if children.count > Self.childLimit {
        text.note("of \(children.count) children only the first \(Self.childLimit) were looked at")
      }
    } else {
      let parent = String(pid)
      for process in processes {
        guard let fields = proc.statFields(of: process), fields.count > 1, fields[1] == parent[...] else { continue }
        states[fields[0], default: 0] += 1
      }
    }
    text.add("children", lines: states.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
  }
}
