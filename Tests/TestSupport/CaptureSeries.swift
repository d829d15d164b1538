// SPDX-License-Identifier: Apache-2.0

package import Evidence

extension Capture {
  /// Adds looks at the process, one a second from the start on, each described by its number from 0.
  package mutating func addLooks(_ count: Int = 31, _ describe: (_ index: Int, _ look: inout ProcessLook) -> Void) {
    for index in 0..<count {
      var look = ProcessLook()
      describe(index, &look)
      processes.append(ProcessObservation(look: look, at: Double(index), source: "/proc/4711"))
    }
  }

  /// Adds readings of memory statistics, one a second from the start on, each described by its number from 0.
  package mutating func addReadings(
    _ count: Int = 31,
    _ describe: (_ index: Int, _ statistics: inout MemoryStatistics) -> Void
  ) {
    for index in 0..<count {
      var statistics = MemoryStatistics()
      describe(index, &statistics)
      memory.append(
        MemoryObservation(statistics: statistics, at: Double(index), round: nil, source: "/debug/vars")
      )
    }
  }
}
