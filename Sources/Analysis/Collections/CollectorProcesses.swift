// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// The histories of the processes of one log, in bounded memory.
///
/// A service that restarts all the time writes thousands of short lives. Beyond `limit` the one with the fewest
/// collections gives way, but never the one that writes.
package struct CollectorProcesses: Sendable {
  package static let limit = 32

  /// In the order in which they began to write; the number counts all processes, from 0.
  package private(set) var histories: [(number: Int, history: CollectorHistory)] = []
  /// How many processes gave way.
  package private(set) var leftOut = 0
  private var latest = -1

  package init() {}

  /// Whether no line was read.
  package var isEmpty: Bool { histories.allSatisfy(\.history.isEmpty) }

  /// Adds a line of the process with this number.
  package mutating func add(_ record: RuntimeLogRecord, of process: Int) {
    if let index = histories.lastIndex(where: { $0.number == process }) {
      histories[index].history.add(record)
    } else if process > latest {
      latest = process
      if histories.count == Self.limit, let least = leastTelling {
        histories.remove(at: least)
        leftOut += 1
      }
      var history = CollectorHistory()
      history.add(record)
      histories.append((process, history))
    }
    // A line of a process that gave way is left out as well.
  }

  private var leastTelling: Int? {
    histories.indices.dropLast().min { histories[$0].history.cycleCount < histories[$1].history.cycleCount }
  }
}
