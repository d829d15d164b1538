// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Finds the goroutines that a growing place of the heap belongs to: what leaked goroutines hold is no second leak, and
/// what those hold that clients keep at work is none.
struct HeapOwnership {
  let goroutines: [GoroutineStory]
  /// All places of goroutines, told or not.
  let living: [GoroutineSeries]

  /// The index of the story whose members keep these objects; nil when none does.
  ///
  /// It does when the objects are allocated in the functions that the members run, by the function that starts them, or
  /// inside the library calls that such a story is about, and there are not many more of them than goroutines. A blocked
  /// finalizer keeps whatever has one, wherever it was allocated: what grows beside it is told with it.
  func owner(of heap: HeapStory) -> Int? {
    goroutines.indices.first { index in
      let story = goroutines[index]
      return isInStep(heap, story) && !Self.functions(of: heap).isDisjoint(with: Self.functions(of: story))
    } ?? goroutines.firstIndex { $0.kind is FinalizerBlocked }
  }

  /// How many more goroutines live than at first that run the library's function in which these objects are allocated,
  /// when there are enough of them to hold what grew; nil otherwise.
  ///
  /// For memory without own code on its stack: buffers of connections, which last as long as the goroutine that serves
  /// one. It follows their number up and down, whoever decides that number.
  func newHolders(of heap: HeapStory) -> Int? {
    guard !heap.lead.isOwnCode else { return nil }
    let function = heap.lead.frame.function
    let more = living.filter { $0.stack.entry?.function == function }.reduce(0) {
      $0 + $1.count - ($1.counts.first ?? 0)
    }
    return more > 0 && isHeld(heap, by: more) ? more : nil
  }

  /// Up to so many sampled-and-scaled objects a goroutine may keep by itself.
  private static let objectsOfOne = 40.0

  private func isInStep(_ heap: HeapStory, _ story: GoroutineStory) -> Bool {
    // Objects that grow without the goroutines growing are not theirs.
    guard let flow = story.flow else { return true }
    return flow.births > 0 && isHeld(heap, by: flow.births)
  }

  /// Whether so many goroutines can hold what grew.
  private func isHeld(_ heap: HeapStory, by count: Int) -> Bool {
    guard let lead = heap.lead.growth else { return true }
    let series = heap.lead.series
    let last = series.roundCount - 1
    let size = max(1, series.bytesInUse(last) / max(1, series.objectsInUse(last)))
    return lead.bytes / size <= Self.objectsOfOne * Double(count)
  }

  private static func functions(of heap: HeapStory) -> Set<String> {
    // Without own code on the stack, the library call says whose they are.
    var functions: Set<String> = []
    for line in heap.lines { functions.insert(line.frame.function) }
    if !heap.lead.isOwnCode { for site in heap.sites { functions.formUnion(site.stack.frames.map(\.function)) } }
    return functions
  }

  private static func functions(of story: GoroutineStory) -> Set<String> {
    var functions: Set<String> = []
    for series in story.series + story.consequences {
      functions.formUnion(series.stack.frames.map(\.function))
      if let creator = series.stack.creator { functions.insert(creator.function) }
    }
    return functions
  }
}
