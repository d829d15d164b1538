// SPDX-License-Identifier: Apache-2.0

package import Diagnosis
package import Evidence

/// The finished report: everything an output shows, and nothing that still has to be computed.
///
/// Field names and meanings are the JSON contract, format version 1 (documented in Documentation/Report-format.md). Sizes are
/// bytes, times seconds, instants RFC 3339 in UTC; a value that is not known is nil and absent, never 0 or "".
package struct Report: Codable, Sendable {
  package var formatVersion = 1
  package var tool: Tool
  package var target: Target
  package var capture: CaptureSummary
  package var verdict: Verdict
  package var summary: String
  package var detectionLimit: DetectionLimit
  package var timeToLimitSeconds: Double?
  package var memory: Memory?
  package var series: [Series]
  package var groups: [Group]
  /// How many groups the limit left out; nil when none.
  package var groupsLeftOut: Int?
  /// What happened when, in the order of time.
  package var marks: [Mark]
  package var callTrees: [CallTree]
  /// Who holds the memory, where the object graph was read; absent else.
  package var retention: Retention?
  /// Source around the lines that findings name, where it could be read.
  package var sources: [SourceExtract]
  package var findings: [Finding]
  package var wouldSettle: [String]
  package var cost: CaptureCost?
  package var timings: Timings

  /// The program that made the report.
  package struct Tool: Codable, Hashable, Sendable {
    package var name: String
    package var version: String

    package init(name: String = "stanch", version: String) {
      self.name = name
      self.version = version
    }
  }

  /// What was looked at.
  package struct Target: Codable, Hashable, Sendable {
    package var kind: TargetDescription.Kind
    package var name: String
    package var goVersion: String?
    package var moduleGoVersion: String?
    package var module: String?
    package var pid: Int?
    package var host: String?
    package var uptimeSeconds: Double?
    package var instances: Int?
    /// The address or files as given, safe to print.
    package var address: String?
  }

  /// What was captured, and what is missing.
  package struct CaptureSummary: Codable, Hashable, Sendable {
    package struct Item: Codable, Hashable, Sendable {
      /// The request, for what was asked of a service.
      package var endpoint: String?
      /// The file's name as given, for what was read from a file.
      package var file: String?
      package var at: String?
      package var bytes: Int
      package var gap: String?

      /// Where it comes from, endpoint or file.
      package var source: String { endpoint ?? file ?? "" }
    }

    package var started: String?
    package var seconds: Double
    package var rounds: Int
    package var items: [Item]
    /// What is missing from the whole, beyond single items.
    package var gaps: [String]?
  }

  /// The ledger that explains RSS: liveHeap + unsweptGarbage + fragmentation + idle + stacks + metadata + fileBacked +
  /// lazilyFreed + outsideGo - untouched is the resident set, where that is known.
  ///
  /// Absent when nothing told the statistics.
  package struct Memory: Codable, Hashable, Sendable {
    package var rss: Int64?
    package var liveHeap: Int64?
    package var unsweptGarbage: Int64?
    /// Free slots in spans that hold objects.
    package var fragmentation: Int64?
    /// Freed and kept for new objects.
    package var idle: Int64?
    /// Given back to the system; not part of the resident set.
    package var released: Int64?
    package var stacks: Int64?
    package var metadata: Int64?
    /// Pages of the executable and of mapped files.
    package var fileBacked: Int64?
    package var lazilyFreed: Int64?
    package var outsideGo: Int64?
    /// Held by Go and never touched, so not resident.
    package var untouched: Int64?
    /// Whether Go's and the kernel's numbers were read at one moment; differences say little when they were not.
    package var isOfOneMoment: Bool?
    /// What its large parts are, a sentence each with the numbers that decided; absent when there is nothing to explain.
    package var explanations: [String]?
  }

  /// A number over time.
  package struct Series: Codable, Hashable, Sendable {
    package var name: String
    package var unit: String
    /// Pairs of seconds from the start and value.
    package var points: [[Double]]
    package var gcMarks: [Double]?
  }

  /// Goroutines at one place, over the rounds.
  package struct Group: Codable, Hashable, Sendable {
    package var state: String
    package var at: Finding.Location
    package var createdBy: Finding.Location?
    package var counts: [Int]
    package var oldestSeconds: Double?
    /// The calls, innermost first, at most 32; absent when the frame at `at` is all there is.
    package var stack: [Finding.Location]?
  }

  /// A moment of the watch that explains a step in a series.
  package struct Mark: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Sendable {
      case round
      /// A collection that the look forced.
      case collection
      case trace
      case leakProfile = "leak-profile"
      /// The first moment at which another process answered.
      case restart
    }

    /// Seconds from the start of the capture, on the clock of the series.
    package var at: Double
    package var kind: Kind
  }

  /// Lines of one file, ascending; gaps between them are lines that were left out.
  package struct SourceExtract: Codable, Hashable, Sendable {
    /// The path as stack frames have it.
    package var file: String
    package var lines: [SourceExcerpts.Line]
  }

  /// The object graph at its last snapshot, as a tree of what is held.
  package struct Retention: Codable, Hashable, Sendable {
    package struct Snapshot: Codable, Hashable, Sendable {
      package var at: String
      package var objects: Int
      package var bytes: Int64
      /// For how long the process stood still.
      package var stoppedSeconds: Double?
    }

    /// A row of the tree; the rows below it follow.
    package struct Row: Codable, Hashable, Sendable {
      /// How far below a root; roots are 0.
      package var depth: Int
      /// The step from the row above, as Go.
      package var path: String
      package var count: Int
      /// What hangs here and below, each object counted once.
      package var bytes: Int64
      package var bytesBefore: Int64?
      /// Whether far more objects hang here than on the row above; absent where not.
      package var isAccumulation: Bool?
    }

    package var snapshots: [Snapshot]
    /// Of the objects that are held, the share whose type is known.
    package var typedShare: Double
    package var tree: [Row]
  }

  /// How long the parts of the run took, in seconds.
  package struct Timings: Codable, Hashable, Sendable {
    package var acquire = 0.0
    package var decode = 0.0
    package var analyze = 0.0
    package var total = 0.0

    package init() {}
  }
}
