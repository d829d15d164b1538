// SPDX-License-Identifier: Apache-2.0

package import Diagnosis

/// All that is told about one kind: the page of `stanch explain KIND`.
///
/// The words come from the kind, the programs from the laboratory. As JSON the fields are the contract that reports have:
/// added to, never renamed.
package struct KindPage: Codable, Hashable, Sendable {
  package var kind: String
  package var family: LeakKindFamily
  /// What happened, without a full stop.
  package var summary: String
  /// What happens, in some sentences.
  package var mechanism: String
  /// Which evidence shows it.
  package var detection: String
  /// What evidence of this sort may claim.
  package var claim: String
  package var refutedBy: String
  package var fix: Finding.Fix
  package var `guard`: Finding.Safeguard
  /// Absent for what is no leak, and for kinds that the laboratory does not show.
  package var example: ExampleProgram?

  private init(_ kind: any LeakKind, of family: LeakKindFamily) {
    self.kind = kind.id
    self.family = family
    summary = kind.summary
    mechanism = kind.mechanism
    detection = kind.detection
    claim = family.claim
    refutedBy = kind.refutedBy
    fix = kind.fix
    self.guard = kind.safeguard
    example = ExampleProgram.of(kind.id)
  }

  /// The pages of all kinds, family by family.
  package static let all: [KindPage] = LeakKindFamily.allCases.flatMap { family in
    family.kinds.map { KindPage($0, of: family) }
  }

  /// The page of the kind with this id.
  package static func of(_ id: String) -> KindPage? { all.first { $0.kind == id } }

  /// Ids that somebody may have meant, the nearest first; at most three, and none when nothing is near.
  ///
  /// Near is an id that begins like the name, holds its words, or is a few letters away.
  package static func nearest(to name: String) -> [String] {
    let name = String(name.lowercased().prefix(80)).replacing("_", with: "-")
    let words = Set(name.split(separator: "-"))
    let ranked = all.map(\.kind).compactMap { id -> (id: String, distance: Int)? in
      let common = words.intersection(id.split(separator: "-")).count
      let distance = editDistance(Array(name.utf8), Array(id.utf8))
      if name.count >= 3, id.contains(name) { return (id, distance - 40) }
      if common > 0 { return (id, distance - 10 * common) }
      return distance <= max(2, name.count / 3) ? (id, distance) : nil
    }
    return ranked.sorted { ($0.distance, $0.id) < ($1.distance, $1.id) }.prefix(3).map(\.id)
  }

  /// The sentence about a name that is no kind, without a full stop.
  package static func missing(_ name: String) -> String {
    let near = nearest(to: name).map { "\"\($0)\"" }
    let list = "stanch explain lists all of them"
    guard let last = near.last else { return "there is no kind \"\(name.prefix(80))\"; \(list)" }
    let meant = near.count == 1 ? last : near.dropLast().joined(separator: ", ") + " or " + last
    return "there is no kind \"\(name.prefix(80))\"; did you mean \(meant)? \(list)"
  }

  /// How many letters must be added, removed or replaced (Levenshtein), with time and memory as of both lengths.
  private static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let replaced = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
