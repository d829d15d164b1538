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
    package var clock: Clock
    package var processorTime: ProcessorTime
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
      clock: Clock,
      processorTime: ProcessorTime = ProcessorTime(),
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
      self.processorTime = processorTime
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

  /// Seconds of wall clock that the parts of a cycle took.
  package struct Clock: Hashable, Sendable {
    /// The program is stopped in the first and the last part.
    package var sweepTermination: Double
    package var mark: Double
    package var markTermination: Double

    /// How long the program was stopped, both times together.
    package var pause: Double { sweepTermination + markTermination }

    package init(sweepTermination: Double = 0, mark: Double = 0, markTermination: Double = 0) {
      self.sweepTermination = sweepTermination
      self.mark = mark
      self.markTermination = markTermination
    }
  }

  /// Seconds of processor time that the parts of a cycle took, all processors together.
  package struct ProcessorTime: Hashable, Sendable {
    package var sweepTermination: Double
    /// Marking that goroutines had to do because they allocate.
    package var assist: Double
    /// Marking by the workers that are meant for it.
    package var background: Double
    /// Marking on processors that had nothing else to do.
    package var idle: Double
    package var markTermination: Double

    /// What collection took from the program: all but idle time, as the percentage of the line counts it.
    package var taken: Double { sweepTermination + assist + background + markTermination }

    package init(
      sweepTermination: Double = 0,
      assist: Double = 0,
      background: Double = 0,
      idle: Double = 0,
      markTermination: Double = 0
    ) {
      self.sweepTermination = sweepTermination
      self.assist = assist
      self.background = background
      self.idle = idle
      self.markTermination = markTermination
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

/// One line of a runtime log.
package enum RuntimeLogRecord: Hashable, Sendable {
  case cycle(RuntimeLog.GCCycle)
  case scavenge(RuntimeLog.Scavenge)
  case schedule(RuntimeLog.SchedulerState)
  /// A line that could not be put together, with the name of the GODEBUG setting that asks for it.
  case lost(setting: String)
}

/// A trace line and the process that wrote it.
package struct RuntimeLogEntry: Hashable, Sendable {
  /// Processes are numbered from 0, in the order in which their first lines stand in the text.
  package var process: Int
  package var record: RuntimeLogRecord

  package init(process: Int, record: RuntimeLogRecord) {
    self.process = process
    self.record = record
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
