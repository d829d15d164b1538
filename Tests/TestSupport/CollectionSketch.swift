// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Collections as a process at work would make them, from what the live heap is meant to do.
package enum CollectionSketch {
  /// A collection with whole MiB; all but the stated is small and ordinary.
  package static func cycle(
    _ number: Int,
    at seconds: Double,
    live: Int64,
    goal: Int64? = nil,
    pause: Double = 0.0001,
    taken: Double = 0.01,
    assist: Double = 0,
    stacks: Int64? = 0,
    isForced: Bool = false
  ) -> RuntimeLog.GCCycle {
    let goal = goal ?? max(4, live * 2)
    return RuntimeLog.GCCycle(
      number: number,
      at: seconds,
      cpuPercent: 1,
      clock: .init(sweepTermination: pause / 2, mark: 0.005, markTermination: pause / 2),
      processorTime: .init(assist: assist, background: taken - assist, idle: 0.001),
      heapAtStart: max(live, goal - 1) << 20,
      heapAtEnd: goal << 20,
      liveHeap: live << 20,
      goal: goal << 20,
      stacks: stacks.map { $0 << 20 },
      globals: stacks.map { _ in 0 },
      procs: 2,
      isForced: isForced,
      checksForLeaks: false
    )
  }
}
