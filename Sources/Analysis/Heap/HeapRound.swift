// SPDX-License-Identifier: Apache-2.0

/// One heap profile of a history.
package struct HeapRound: Hashable, Sendable {
  /// Index into the observations that the history was made from.
  package let observation: Int
  /// Seconds from the start of the capture; nil when unknown.
  package let at: Double?
  package let source: String
  package let sampling: HeapSampling
  /// Whether a collection was forced, so that the profile shows the present; else it is up to two collections old.
  package let isAfterCollection: Bool
}

/// Why heap profiles of one capture do not compare as one wishes.
package enum HeapHindrance: Hashable, Sendable {
  /// MemProfileRate is 0, or the linker left sampling out: nothing can be seen.
  case samplingOff(source: String)
  /// MemProfileRate was changed while the service ran: older samples are scaled by the new rate, so bytes are wrong.
  case rateChanged(from: Int64, to: Int64)
  /// A profile of a span of time (`seconds=`) beside profiles of moments; it is left out.
  case isDifference(source: String)
  /// Counters that never fall in one process fell: the profiles of other processes are left out.
  case otherProcess(profilesLeftOut: Int)
  /// The executables have different build ids; sites are joined by function, file and line.
  case otherBuild
  /// No collection ended between two profiles, so both show the same moment; the later is left out.
  case noCollection(source: String)
  /// The input ended early: sites may be missing.
  case isCut(source: String)
}
