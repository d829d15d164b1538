// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// One collection, as a row of a table.
package struct CollectionRow: Codable, Hashable, Sendable {
  package var number: Int
  package var at: Double
  package var heapAtStart: Int64
  package var heapAtEnd: Int64
  package var liveHeap: Int64
  package var goal: Int64
  /// Both stops together, and marking between them.
  package var pause: Double
  package var mark: Double
  /// Percent of the processors' time since the process started.
  package var cpuPercent: Int
  /// Processor seconds: of goroutines that allocate, of workers, on idle processors.
  package var assist: Double
  package var background: Double
  package var idle: Double
  package var stacks: Int64?
  package var globals: Int64?
  package var goMaxProcs: Int
  package var isForced: Bool
  package var checksForLeaks: Bool

  package init(_ cycle: RuntimeLog.GCCycle) {
    number = cycle.number
    at = cycle.at
    heapAtStart = cycle.heapAtStart
    heapAtEnd = cycle.heapAtEnd
    liveHeap = cycle.liveHeap
    goal = cycle.goal
    pause = cycle.clock.pause
    mark = cycle.clock.mark
    cpuPercent = cycle.cpuPercent
    assist = cycle.processorTime.assist
    background = cycle.processorTime.background
    idle = cycle.processorTime.idle
    stacks = cycle.stacks
    globals = cycle.globals
    goMaxProcs = cycle.procs
    isForced = cycle.isForced
    checksForLeaks = cycle.checksForLeaks
  }
}

/// Rows as comma-separated values: every number exact, sizes in bytes and times in seconds.
package enum CollectionCSV {
  package static let header =
    "process,gc,at_seconds,heap_start_bytes,heap_mark_end_bytes,live_bytes,goal_bytes,pause_seconds,mark_seconds,"
    + "cpu_percent,assist_cpu_seconds,background_cpu_seconds,idle_cpu_seconds,stacks_bytes,globals_bytes,gomaxprocs,"
    + "forced,leak_check\n"

  /// Adds the line of a row; unknown values are empty.
  package static func append(_ row: CollectionRow, process: Int, to text: inout String) {
    func integer(_ value: some BinaryInteger) {
      text.append(String(value))
      text.append(",")
    }
    func seconds(_ value: Double, places: Int = 9) {
      text.append(value, places: places, keepsZeros: false)
      text.append(",")
    }
    integer(process)
    integer(row.number)
    seconds(row.at, places: 3)
    integer(row.heapAtStart)
    integer(row.heapAtEnd)
    integer(row.liveHeap)
    integer(row.goal)
    seconds(row.pause)
    seconds(row.mark)
    integer(row.cpuPercent)
    seconds(row.assist)
    seconds(row.background)
    seconds(row.idle)
    for size in [row.stacks, row.globals] {
      if let size { text.append(String(size)) }
      text.append(",")
    }
    integer(row.goMaxProcs)
    text.append(row.isForced ? "1," : "0,")
    text.append(row.checksForLeaks ? "1\n" : "0\n")
  }
}

extension String {
  /// Adds a number without an exponent, rounded to so many decimals; without zeros at its end where they are not kept.
  fileprivate mutating func append(_ value: Double, places: Int, keepsZeros: Bool) {
    var scale: Int64 = 1
    for _ in 0..<places { scale *= 10 }
    guard var scaled = Int64(exactly: (value.magnitude * Double(scale)).rounded()) else { return append("\(value)") }
    var places = places
    while !keepsZeros, places > 0, scaled.isMultiple(of: 10) {
      scaled /= 10
      scale /= 10
      places -= 1
    }
    if value < 0, scaled > 0 { append("-") }
    append(String(scaled / scale))
    guard places > 0 else { return }
    let fraction = String(scaled % scale)
    append(".")
    for _ in fraction.utf8.count..<places { append("0") }
    append(fraction)
  }
}

/// Rows as a table for people: one line a collection, columns that line up.
package enum CollectionTable {
  private static let columns: [(title: String, width: Int)] = [
    ("gc", 7), ("at", 10), ("before", 9), ("marked", 9), ("live", 9), ("goal", 9), ("pause", 9), ("mark", 9),
    ("cpu", 5),
    ("assist", 7), ("stacks", 8), ("P", 4),
  ]

  package static var header: String { line(columns.map(\.title)) }

  /// The line of a row.
  package static func line(_ row: CollectionRow) -> String {
    let marking = row.assist + row.background
    let assist = marking > 0 ? "\(Int((row.assist / marking * 100).rounded())) %" : ""
    let text = line([
      "\(row.number)", moment(row.at), size(row.heapAtStart), size(row.heapAtEnd), size(row.liveHeap), size(row.goal),
      time(row.pause), time(row.mark), "\(row.cpuPercent) %", assist, row.stacks.map(size) ?? "", "\(row.goMaxProcs)",
    ])
    return text + (row.checksForLeaks ? "  leak check" : row.isForced ? "  forced" : "")
  }

  /// The line of what the scavenger or the scheduler reported.
  package static func line(_ scavenge: RuntimeLog.Scavenge) -> String {
    let given = Quantity.bytes(Double(scavenge.background) + Double(scavenge.eager))
    return "   scav  \(given) given back, \(Quantity.bytes(Double(scavenge.released))) in all, "
      + "\(scavenge.utilization) % of what is retained in use" + (scavenge.isForced ? "  forced" : "")
  }

  package static func line(_ state: RuntimeLog.SchedulerState) -> String {
    "  sched  at \(moment(state.at)): \(state.idleProcs) of \(state.goMaxProcs) processors idle, \(state.threads) threads, "
      + "\(state.idleThreads) of them idle, \(state.runQueue) goroutines wait"
  }

  private static func line(_ fields: [String]) -> String {
    zip(fields, columns).map { field, column in
      String(repeating: " ", count: max(1, column.width - field.count)) + field
    }.joined()
  }

  private static func size(_ bytes: Int64) -> String { Quantity.bytes(Double(bytes)) }

  /// Milliseconds with two significant digits, as the runtime writes them.
  private static func time(_ seconds: Double) -> String {
    let milliseconds = seconds * 1000
    switch milliseconds {
    case ..<0.0995: return "\(fixed(milliseconds, places: 3)) ms"
    case ..<0.995: return "\(fixed(milliseconds, places: 2)) ms"
    case ..<9.95: return "\(fixed(milliseconds, places: 1)) ms"
    case ..<9999: return "\(fixed(milliseconds, places: 0)) ms"
    default: return "\(fixed(seconds, places: 0)) s"
    }
  }

  private static func moment(_ seconds: Double) -> String { "\(fixed(seconds, places: 3)) s" }

  private static func fixed(_ value: Double, places: Int) -> String {
    var text = ""
    text.append(value, places: places, keepsZeros: true)
    return text
  }
}
