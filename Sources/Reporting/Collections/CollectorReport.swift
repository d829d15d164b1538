// SPDX-License-Identifier: Apache-2.0

package import Diagnosis

/// What `stanch gctrace` shows: the collector of each process of a log, and what that says.
///
/// Field names and meanings are a contract, format version 1 (Documentation/GC-trace.md). Sizes are bytes, times seconds
/// since the process started; a value that is not known is nil and absent.
package struct CollectorReport: Codable, Sendable {
  package var formatVersion = 1
  package var tool: Report.Tool
  /// The files, as given.
  package var sources: [String]
  /// In the order in which they began to write.
  package var processes: [Process]
  /// How many more processes there were, with few collections each.
  package var processesLeftOut: Int?
  package var gaps: [String]?

  /// One process of the log.
  package struct Process: Codable, Sendable {
    /// From 1.
    package var number: Int
    package var collections: Int
    package var forcedCollections: Int
    package var leakCheckCollections: Int
    /// Collections between the first and the last that the log does not show.
    package var missingCollections: Int
    /// When the first and the last collection ended.
    package var firstAt: Double?
    package var lastAt: Double?
    package var goMaxProcs: Int?
    package var liveHeap: LiveHeap?
    package var pauses: Durations?
    /// Times of marking beside the program.
    package var marks: Durations?
    package var longestPauses: [Pause]
    /// Shares of the processors' time, 0...1.
    package var collectorShare: Double?
    package var collectorShareLastThird: Double?
    package var assistShare: Double?
    package var collectionsPerSecond: Double?
    package var allocatedPerSecond: Double?
    /// At most a suspect.
    package var finding: Finding?
    package var timeToLimitSeconds: Double?
    package var statements: [CollectorJudgement.Statement]
    package var series: [Point]
    /// The last collections.
    package var latest: [CollectionRow]
  }

  /// The live heap: what collections leave.
  package struct LiveHeap: Codable, Hashable, Sendable {
    package var first: Int64
    package var last: Int64
    package var most: Int64
    /// The largest heap there was, garbage and all, and the last goal.
    package var peakHeap: Int64
    package var goal: Int64
    package var bytesPerSecond: Double?
    /// 95 % interval.
    package var low: Double?
    package var high: Double?
    package var pValue: Double?
    /// too-short, flat, rising, plateau, step or falling.
    package var course: String?
    package var detectionLimit: Double?
  }

  /// Times, as they are distributed.
  package struct Durations: Codable, Hashable, Sendable {
    package var half: Double
    package var p99: Double
    package var longest: Double
    package var total: Double
  }

  package struct Pause: Codable, Hashable, Sendable {
    package var number: Int
    package var at: Double
    package var seconds: Double
  }

  /// Collections that follow one another, as one point of the chart.
  package struct Point: Codable, Hashable, Sendable {
    /// When the last of them ended.
    package var at: Double
    package var collections: Int
    package var forced: Int
    /// The least and the most that one of them left.
    package var liveHeap: Int64
    package var highestLiveHeap: Int64
    package var peakHeap: Int64
    package var goal: Int64
    package var longestPause: Double
  }
}
