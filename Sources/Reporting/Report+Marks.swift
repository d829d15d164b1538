// SPDX-License-Identifier: Apache-2.0

import Analysis
import Diagnosis
import Evidence

extension Report {
  /// Marks beyond this number say no more: a watch keeps at most 32 rounds.
  private static let markLimit = 200

  /// Rounds, forced collections, the trace, the leak profile and restarts, in the order of time.
  static func marks(of caseFile: CaseFile) -> [Mark] {
    let capture = caseFile.capture
    var marks: [Mark] = []
    func add(_ kind: Mark.Kind, _ times: [Double?]) {
      marks += times.compactMap { $0 }.filter(\.isFinite).map { Mark(at: $0, kind: kind) }
    }
    add(.restart, restarts(of: caseFile))
    add(.leakProfile, capture.goroutines.filter { $0.snapshot.form == .leakProfile }.map(\.at))
    add(.trace, capture.traces.map(\.at))
    add(.collection, caseFile.heap.rounds.filter(\.isAfterCollection).map(\.at))
    add(.round, caseFile.goroutines.times)
    return marks.prefix(markLimit).sorted { ($0.at, $0.kind.rawValue) < ($1.at, $1.kind.rawValue) }
  }

  /// When another process answered for the first time.
  private static func restarts(of caseFile: CaseFile) -> [Double?] {
    guard case .restarted = caseFile.lineage.relation else { return [] }
    let full = caseFile.capture.goroutines.filter { $0.snapshot.form == .fullStacks }
    let processes = caseFile.lineage.processes
    guard full.count == processes.count else { return [] }
    return processes.indices.dropFirst().filter { processes[$0] != processes[$0 - 1] }.map { full[$0].at }
  }
}
