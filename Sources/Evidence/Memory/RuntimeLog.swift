// SPDX-License-Identifier: Apache-2.0

/// What one Go process printed on standard error because GODEBUG asked for it: gctrace, scavtrace, schedtrace.
///
/// Sizes are bytes (the runtime prints whole MiB or KiB, rounded down), times seconds. In the order of the log.
package struct RuntimeLog: Hashable, Sendable {
  /// Collections, by number ascending; numbers may be missing when lines were damaged.
  package var cycles: [GCCycle] = []
  package var scavenges: [Scavenge] = []
  package var schedules: [SchedulerState] = []
  /// Lines of each kind that could not be put together, and everything else that is missing, as sentences.
  package var gaps: [String] = []

  package init() {}

  /// One line of gctrace (src/runtime/mgc.go `gcMarkTermination`).
  package struct GCCycle: Hashable, Sendable {
    package var number: Int
    /// Seconds since the process started.
    package var at: Double
    /// Percent of the processors' time in collection since the start.
    package var cpuPercent: Int
    /// Seconds of wall clock: sweep termination (stopped), concurrent mark, mark termination (stopped).
    package var clock: [Double]
    /// Heap when the cycle began, when marking ended, and what was marked: the live heap.
    package var heapAtStart: Int64
    package var heapAtEnd: Int64
    package var liveHeap: Int64
    package var goal: Int64
    /// Nil on lines of Go before 1.18.
    package var stacks: Int64?
    package var globals: Int64?
    package var procs: Int
    package var isForced: Bool
    /// Whether the cycle looked for leaked goroutines (Go 1.26).
    package var checksForLeaks: Bool

    package init(
      number: Int,
      at: Double,
      cpuPercent: Int,
      clock: [Double],
      heapAtStart: Int64,
      heapAtEnd: Int64,
      liveHeap: Int64,
      goal: Int64,
      stacks: Int64?,
      globals: Int64?,
      procs: Int,
      isForced: Bool,
      checksForLeaks: Bool
    ) {
      self.number = number
      self.at = at
      self.cpuPercent = cpuPercent
      self.clock = clock
      self.heapAtStart = heapAtStart
      self.heapAtEnd = heapAtEnd
      self.liveHeap = liveHeap
      self.goal = goal
      self.stacks = stacks
      self.globals = globals
      self.procs = procs
      self.isForced = isForced
      self.checksForLeaks = checksForLeaks
    }
  }

  /// One `scav` line (src/runtime/mgcscavenge.go `printScavTrace`).
  package struct Scavenge: Hashable, Sendable {
    /// Bytes returned since the last line, in the background and at once.
    package var background: Int64
    package var eager: Int64
    /// Bytes returned and not taken again, in total.
    package var released: Int64
    /// Percent of the retained memory in use.
    package var utilization: Int
    package var isForced: Bool

    package init(background: Int64, eager: Int64, released: Int64, utilization: Int, isForced: Bool) {
      self.background = background
      self.eager = eager
      self.released = released
      self.utilization = utilization
      self.isForced = isForced
    }
  }

  /// One `SCHED` line (src/runtime/proc.go `schedtrace`).
  package struct SchedulerState: Hashable, Sendable {
    /// Seconds since the process started.
    package var at: Double
    package var goMaxProcs: Int
    package var idleProcs: Int
    package var threads: Int
    package var idleThreads: Int
    /// Goroutines ready to run: in the global queue and in those of the processors.
    package var runQueue: Int

    package init(at: Double, goMaxProcs: Int, idleProcs: Int, threads: Int, idleThreads: Int, runQueue: Int) {
      self.at = at
      self.goMaxProcs = goMaxProcs
      self.idleProcs = idleProcs
      self.threads = threads
      self.idleThreads = idleThreads
      self.runQueue = runQueue
    }
  }
}

/// A runtime log as part of a capture.
package struct RuntimeLogObservation: Sendable {
  package var log: RuntimeLog
  package var source: String

  package init(log: RuntimeLog, source: String) {
    self.log = log
    self.source = source
  }
}
