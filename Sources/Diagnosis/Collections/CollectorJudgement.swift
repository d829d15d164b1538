// SPDX-License-Identifier: Apache-2.0

package import Analysis

/// What the trace lines of one process say about its memory and its collector.
package struct CollectorJudgement: Sendable {
  /// One thing that the lines say, in a sentence or a few.
  package struct Statement: Codable, Hashable, Sendable {
    /// What a statement is about; the order here is the order in which they are told.
    package enum Topic: String, Codable, CaseIterable, Sendable {
      case liveHeap = "live heap"
      case limit
      case settings
      case collections
      case processors
      case assists
      case pauses
      case forced
      case stacks
      case allocation
      case scavenger
      case scheduler
      case threads
      case missing
    }

    package var topic: Topic
    package var text: String
    /// Whether somebody should look into it.
    package var isNotable: Bool

    package init(_ topic: Topic, _ text: String, isNotable: Bool = false) {
      self.topic = topic
      self.text = text
      self.isNotable = isNotable
    }
  }

  /// At most a suspect: lines of the collector show growth, and neither its place nor its holder.
  package var finding: Finding?
  package var statements: [Statement]
  /// The course of the live heap; nil with fewer than three collections.
  package var trend: MemoryTrend?
  /// Growth below so many bytes a second would not have been seen; nil without a trend.
  package var detectionLimit: Double?
  /// When the live heap reaches what a limit leaves for it, if it goes on as it does.
  package var forecast: MemoryTrend.Forecast?
}
