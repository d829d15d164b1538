// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// What the object graph showed, joined with the lines of the heap profiles: which holder keeps what a line allocates.
///
/// Objects that the program's own profile has sampled carry the stack that allocated them; the same addresses stand in the
/// profiles, so that the lines of a holder's objects are known without reading the executable again.
struct GraphDocket {
  let look: ObjectGraphLook
  let source: String
  /// Lines that allocated what came below each holder, with how many samples.
  private let linesOfHolder: [[(frames: [CodeFrame], functions: Set<String>, samples: Int)]]

  /// The last look with two snapshots, or one; nil when there is none.
  init?(_ caseFile: CaseFile) {
    guard let observation = caseFile.capture.graphs.last else { return nil }
    look = observation.look
    source = observation.source
    let frames = Self.frames(
      Set(
        (observation.look.holders.flatMap(\.sites) + observation.look.finalizerCycles.flatMap(\.sites)).flatMap(
          \.addresses
        )
      ),
      caseFile.capture.heaps
    )
    framesByAddress = frames
    linesOfHolder = look.holders.map { holder in
      holder.sites.map { site in
        (site.addresses.flatMap { frames[$0] ?? [] }, Set(site.functions), site.samples)
      }
    }
  }

  private let framesByAddress: [UInt64: [CodeFrame]]

  /// The frames at addresses of code, from the profiles that name them.
  private static func frames(_ wanted: Set<UInt64>, _ heaps: [HeapObservation]) -> [UInt64: [CodeFrame]] {
    var frames: [UInt64: [CodeFrame]] = [:]
    for profile in heaps.map(\.profile) {
      for (location, address) in profile.locations.addresses.enumerated()
      where wanted.contains(address) && frames[address] == nil {
        frames[address] = profile.codeFrames(ofLocation: location)
      }
    }
    return frames
  }

  /// The frames of a site, innermost first; empty where no profile names them.
  func frames(of site: GrowingHolder.Site) -> [CodeFrame] { site.addresses.flatMap { framesByAddress[$0] ?? [] } }

  /// The holder of what a story's lines allocate: the one with most of their samples; nil when none has any.
  func holder(of story: HeapStory) -> Int? {
    let lines = Set(story.lines.map(\.frame))
    let functions = Set(story.lines.map(\.frame.function))
    func score(_ holder: Int) -> Int {
      linesOfHolder[holder].reduce(0) { sum, site in
        let isHit =
          site.frames.isEmpty
          ? !functions.isDisjoint(with: site.functions) : site.frames.contains { lines.contains($0) }
        return isHit ? sum + site.samples : sum
      }
    }
    let best = look.holders.indices.max { (score($0), $1) < (score($1), $0) }
    if let best, score(best) > 0 { return best }
    return onlyHolder(as: story)
  }

  /// Where nothing was sampled: one holder that grows as one story does.
  private func onlyHolder(as story: HeapStory) -> Int? {
    guard let seconds = look.seconds, let rate = story.bytesPerSecond else { return nil }
    let growing = look.holders.indices.filter { look.holders[$0].kind != nil && look.holders[$0].sites.isEmpty }
    let fitting = growing.filter { (0.5...2).contains(Double(look.holders[$0].grownBytes) / seconds / max(rate, 1)) }
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// The cycle with finalizers that a story's lines allocate.
  func cycle(of story: HeapStory) -> ObjectGraphLook.FinalizerCycle? {
    let lines = Set(story.lines.map(\.frame))
    let functions = Set(story.lines.map(\.frame.function))
    return look.finalizerCycles.first { cycle in
      cycle.sites.contains { site in
        let frames = self.frames(of: site)
        return frames.isEmpty
          ? !functions.isDisjoint(with: site.functions) : frames.contains { lines.contains($0) }
      }
    }
  }

  /// The holder that goroutines of a function are, when they became more.
  func goroutines(startedAs function: String) -> GrowingHolder? {
    look.holders.first { $0.container == .goroutines && $0.root.name == function }
  }
}
