// SPDX-License-Identifier: Apache-2.0

/// The answer of a run.
package enum Verdict: String, Codable, Sendable {
  /// At least one leak.
  case leaking
  /// At least one suspect and no leak.
  case suspected
  /// The service worked while it was watched, and nothing grew that should not.
  case healthy
  /// The evidence does not carry a verdict; `wouldSettle` says what would.
  case insufficientEvidence = "insufficient-evidence"
}

/// Growth below this would not have been seen.
package struct DetectionLimit: Codable, Hashable, Sendable {
  /// Absent as long as no memory series was looked at.
  package var bytesPerSecond: Double?
  /// Absent when the rounds do not allow to say it (a single snapshot).
  package var goroutinesPerSecond: Double?
  package var descriptorsPerSecond: Double?

  package init() {}
}

/// Everything the judgement says about a case.
package struct Diagnosis: Sendable {
  package var verdict: Verdict
  /// One sentence in plain words.
  package var summary: String
  package var detectionLimit: DetectionLimit
  /// Until GOMEMLIMIT or the limit of the container is reached at this rate; nil when nothing grows or there is none.
  package var timeToLimitSeconds: Double?
  /// Worst first.
  package var findings: [Finding]
  /// What to provide for a firmer verdict.
  package var wouldSettle: [String]
}
