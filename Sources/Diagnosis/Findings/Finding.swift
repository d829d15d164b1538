// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// One thing that was found: what, where, how sure, why, and what to do.
///
/// Field names are those of the JSON report (format version 1), a public contract: fields are added, never renamed.
/// Values that are not known are nil and absent from the JSON.
package struct Finding: Codable, Hashable, Sendable {
  /// How much the finding claims.
  package enum Level: String, Codable, Comparable, Sendable {
    /// Confidence of 0.99 or more: of a hundred such findings at most one is wrong.
    case leak
    /// Confidence of 0.5 to 0.99.
    case suspect
    /// An explanation; never changes the verdict.
    case note

    private var rank: Int {
      switch self {
      case .leak: 0
      case .suspect: 1
      case .note: 2
      }
    }

    package static func < (a: Level, b: Level) -> Bool { a.rank < b.rank }
  }

  /// What carries the claim.
  package enum Proof: String, Codable, Sendable {
    case reachability
    /// Go's own leak profile.
    case runtime
    case structure
    case wholeLife = "whole-life"
    case trace
    case statistical
    case pattern
    case accounting
  }

  package var kind: String
  package var level: Level
  package var confidence: Double
  package var title: String
  package var explanation: String
  package var location: Location?
  package var alsoAt: [Location] = []
  package var growth: [Growth] = []
  package var size = Size()
  package var proof: Proof
  package var refutedBy: String
  package var retainers: [Retainer] = []
  package var evidence: [EvidenceLine] = []
  package var fix: Fix?
  package var `guard`: Safeguard?
  /// Commands that show the same thing again, by other means.
  package var checks: [Check] = []

  package init(kind: String, level: Level, confidence: Double, title: String, proof: Proof) {
    self.kind = kind
    self.level = level
    self.confidence = confidence
    self.title = title
    self.explanation = ""
    self.proof = proof
    self.refutedBy = ""
  }

  /// A finding of a kind of the vocabulary, with what the kind says of refutation, fix and guard.
  package init(of kind: any LeakKind, level: Level, confidence: Double, title: String, proof: Proof) {
    self.init(kind: kind.id, level: level, confidence: confidence, title: title, proof: proof)
    refutedBy = kind.refutedBy
    fix = kind.fix
    self.guard = kind.safeguard
  }
}

extension Finding {
  /// A line of code and the part it plays.
  package struct Location: Codable, Hashable, Sendable {
    /// What a further location has to do with the finding.
    package enum Role: String, Codable, Sendable {
      case createdBy = "created-by"
      case allocatedAt = "allocated-at"
      case blockedAt = "blocked-at"
      case heldBy = "held-by"
      case storedAt = "stored-at"
    }

    package var function: String
    package var file: String
    /// The line, from 1; 0 when not known.
    package var line: Int
    /// The lines around it, where the source could be read.
    package var excerpt: [SourceExcerpts.Line]?
    /// Only on further locations.
    package var role: Role?

    package init(_ frame: CodeFrame, role: Role? = nil) {
      function = frame.function
      file = frame.location.file
      line = frame.location.line
      self.role = role
    }

    /// A line together with the two before and the two after it, where the source could be read.
    package init(_ frame: CodeFrame, role: Role? = nil, in sources: SourceExcerpts) {
      self.init(frame, role: role)
      let lines = sources.lines(of: file, max(1, line - 2)...(line + 2))
      if !lines.isEmpty { excerpt = lines }
    }

    private enum CodingKeys: String, CodingKey {
      case function, file, line, excerpt, role
    }

    /// Reads a location; names and lines that are absent are not known.
    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      function = try container.decodeIfPresent(String.self, forKey: .function) ?? ""
      file = try container.decodeIfPresent(String.self, forKey: .file) ?? ""
      line = try container.decodeIfPresent(Int.self, forKey: .line) ?? 0
      excerpt = try container.decodeIfPresent([SourceExcerpts.Line].self, forKey: .excerpt)
      role = try container.decodeIfPresent(Role.self, forKey: .role)
    }

    /// Writes what is known: no empty name, no line 0.
    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      if !function.isEmpty { try container.encode(function, forKey: .function) }
      if !file.isEmpty { try container.encode(file, forKey: .file) }
      if line > 0 { try container.encode(line, forKey: .line) }
      try container.encodeIfPresent(excerpt, forKey: .excerpt)
      try container.encodeIfPresent(role, forKey: .role)
    }
  }

  /// Growth in one unit, with a 95 % interval.
  package struct Growth: Codable, Hashable, Sendable {
    package enum Unit: String, Codable, Sendable {
      case bytes, objects, goroutines, descriptors, threads
    }

    package var unit: Unit
    package var perSecond: Double
    package var low: Double
    package var high: Double
    package var pValue: Double

    package init(unit: Unit, perSecond: Double, interval: ClosedRange<Double>, pValue: Double) {
      self.unit = unit
      self.perSecond = perSecond
      low = interval.lowerBound
      high = interval.upperBound
      self.pValue = pValue
    }
  }

  /// How much there is of it.
  package struct Size: Codable, Hashable, Sendable {
    package var bytes: Int64?
    package var objects: Int64?
    package var goroutines: Int?
    package var descriptors: Int?
    package var threads: Int?
    package var retainedBytes: Int64?

    package init() {}
  }

  /// A path from a root to what is retained.
  ///
  /// Filled when the object graph was read.
  package struct Retainer: Codable, Hashable, Sendable {
    package struct Step: Codable, Hashable, Sendable {
      package var edge: String
      package var type: String
      /// Bytes of what the step leads to; nil when they were not told.
      package var bytes: Int64?

      package init(edge: String, type: String, bytes: Int64? = nil) {
        self.edge = edge
        self.type = type
        self.bytes = bytes
      }
    }

    package var path: String
    package var root: String
    package var steps: [Step]
    package var retainedBytes: Int64
    package var count: Int

    package init(path: String, root: String, steps: [Step], retainedBytes: Int64, count: Int) {
      self.path = path
      self.root = root
      self.steps = steps
      self.retainedBytes = retainedBytes
      self.count = count
    }
  }

  /// Something that was seen, where, enough to check it by hand.
  package struct EvidenceLine: Codable, Hashable, Sendable {
    package var source: String
    package var statement: String
    package var values: [Double]?
    /// What the values count, where that is not plain from the statement.
    package var unit: Growth.Unit?

    package init(source: String, statement: String, values: [Double]? = nil, unit: Growth.Unit? = nil) {
      self.source = source
      self.statement = statement
      self.values = values
      self.unit = unit
    }
  }

  /// A command to be run by hand, and what it shows.
  package struct Check: Codable, Hashable, Sendable {
    /// What to look for in its output, as a sentence without a full stop.
    package var shows: String
    /// One line for a POSIX shell; names of the target stand in it quoted.
    package var command: String

    package init(shows: String, command: String) {
      self.shows = shows
      self.command = command
    }
  }

  /// What to change.
  package struct Fix: Codable, Hashable, Sendable {
    package var text: String
    package var before: String?
    package var after: String?

    package init(_ text: String, before: String? = nil, after: String? = nil) {
      self.text = text
      self.before = before
      self.after = after
    }
  }

  /// How it never comes back.
  package struct Safeguard: Codable, Hashable, Sendable {
    package var text: String
    package var test: String?
    package var alertRule: String?
    package var lintRule: String?

    package init(_ text: String, test: String? = nil, alertRule: String? = nil, lintRule: String? = nil) {
      self.text = text
      self.test = test
      self.alertRule = alertRule
      self.lintRule = lintRule
    }
  }
}
