// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Sorts the growing lines of the heap into stories.
///
/// Lines whose objects are allocated by one call are one story: they lie in one function, or a line of the service's own
/// code stands on the stacks of both. The line that stores into a container names the story, else the one that grows
/// fastest. What the look itself allocates is no story.
struct HeapDocket {
  private(set) var stories: [HeapStory] = []

  init(_ caseFile: CaseFile) {
    let history = caseFile.heap
    let growing = history.lines.filter { line in
      let sites = line.sites.map { history.sites[$0] }
      if sites.allSatisfy(\.isOfTheLook) && !sites.isEmpty { return false }
      if !line.isOwnCode && sites.allSatisfy({ !$0.stack.owners.contains { $0 != .runtime } }) { return false }
      return (line.growth?.isGrowth ?? false) || sites.contains { $0.ladder?.isClimbing ?? false }
    }
    for group in Self.groups(growing, history) {
      let sites = group.flatMap { line in line.sites.map { history.sites[$0] } }.filter { !$0.isOfTheLook }
      var story = HeapStory(kind: HeapGrowthKind(), lines: group, sites: sites)
      story.lines.sort { Self.names($0, before: $1, history, caseFile.capture.sources) }
      if let kind = LeakKinds.heapKinds.first(where: { $0.explains(story, in: caseFile) }) { story.kind = kind }
      stories.append(story)
    }
    stories.sort { ($0.bytesPerSecond ?? 0, $1.lead.frame.location) > ($1.bytesPerSecond ?? 0, $0.lead.frame.location) }
  }

  /// Lines that belong together, each once.
  private static func groups(_ lines: [HeapLine], _ history: HeapHistory) -> [[HeapLine]] {
    var groups: [(lines: [HeapLine], marks: Set<String>)] = []
    for line in lines {
      let marks = marks(of: line, history)
      if let index = groups.firstIndex(where: { !$0.marks.isDisjoint(with: marks) }) {
        groups[index].lines.append(line)
        groups[index].marks.formUnion(marks)
      } else {
        groups.append(([line], marks))
      }
    }
    return groups.map(\.lines)
  }

  /// What a line shares with others of its story: its function, and the calls of own code that lead to it.
  private static func marks(of line: HeapLine, _ history: HeapHistory) -> Set<String> {
    var marks: Set = ["function \(line.frame.function)"]
    guard line.isOwnCode else { return marks }
    for site in line.sites.map({ history.sites[$0] }) where site.isGrowing {
      for (frame, owner) in zip(site.stack.frames, site.stack.owners) where owner == .user {
        // Everything comes from main; that says nothing.
        if frame.function != "main.main" { marks.insert("line \(frame.location)") }
      }
    }
    return marks
  }

  private static func names(_ a: HeapLine, before b: HeapLine, _ history: HeapHistory, _ sources: SourceExcerpts)
    -> Bool
  {
    func rank(_ line: HeapLine) -> (Int, Double) {
      let story = HeapStory(kind: HeapGrowthKind(), lines: [line], sites: line.sites.map { history.sites[$0] })
      let containers: [ContainerSign] = [
        .map, .syncMap, .sliceGrowth, .list, .bytesBuffer, .stringsBuilder, .timer, .context,
      ]
      let isStore =
        containers.contains { story.shows($0) } || story.isAppend(sources) || story.isStoreIntoIndex(sources)
      return (isStore ? 1 : 0, story.bytesPerSecond ?? 0)
    }
    let (x, y) = (rank(a), rank(b))
    return x != y ? x > y : a.frame.location < b.frame.location
  }
}
