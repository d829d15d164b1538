// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Finds the service's own line that calls into a library, when the goroutines themselves no longer show it.
///
/// A connection's goroutines are started by the library: the caller has returned long ago. What the call allocated and
/// is still in use names it, because a heap profile keeps the whole stack. In-use counts tell the call that leaks from
/// its healthy neighbours, whose objects were freed.
struct LibraryCallSite {
  let frame: CodeFrame
  let evidence: Finding.EvidenceLine

  /// The caller of one of these functions that holds most; nil when the evidence shows none.
  ///
  /// Names ending with a dot stand for all methods of a type or all functions of a package.
  init?(calling names: [String], in caseFile: CaseFile) {
    if let site = Self.holdsMost(names, caseFile) ?? Self.traced(names, caseFile) ?? Self.inFlight(names, caseFile) {
      self = site
    } else {
      return nil
    }
  }

  private init(_ frame: CodeFrame, _ evidence: Finding.EvidenceLine) {
    self.frame = frame
    self.evidence = evidence
  }

  /// Whether a function is meant: names that end with a dot stand for all methods, others for themselves and for their
  /// instances (`net/http.Head` is not `net/http.Header.Set`).
  private static func isOne(_ function: String, of names: [String]) -> Bool {
    names.contains { $0.hasSuffix(".") ? function.hasPrefix($0) : function == $0 || function.hasPrefix($0 + "[") }
  }

  private static func holdsMost(_ names: [String], _ caseFile: CaseFile) -> LibraryCallSite? {
    var inUse: [CodeFrame: Int64] = [:]
    var allocated: [CodeFrame: Int64] = [:]
    guard let heap = caseFile.capture.heaps.last else { return nil }
    for site in CallSite.sites(in: heap.profile, through: { isOne($0, of: names) }) {
      guard let index = site.frames.firstIndex(where: { caseFile.ownership.owner(of: $0) == .user }), index > 0,
        Self.isOne(site.frames[index - 1].function, of: names)
      else { continue }
      inUse[site.frames[index], default: 0] += site.objects
      allocated[site.frames[index], default: 0] += site.allocatedObjects
    }
    let ranked = inUse.sorted {
      ($0.value, allocated[$0.key] ?? 0, $1.key.location) > ($1.value, allocated[$1.key] ?? 0, $0.key.location)
    }
    guard let best = ranked.first else { return nil }
    if best.value == 0 && ranked.count > 1 { return nil }
    return LibraryCallSite(
      best.key,
      Finding.EvidenceLine(
        source: "heap profile",
        statement: "calls from \(best.key.location) hold about \(best.value) objects in use, of about "
          + "\(allocated[best.key] ?? 0) ever allocated; callers seen: \(ranked.count)"
      )
    )
  }

  /// The line that made most such calls while an execution trace ran.
  private static func traced(_ names: [String], _ caseFile: CaseFile) -> LibraryCallSite? {
    let lines = CallingLine.lines(of: [.block, .syscall, .create], through: names, in: caseFile)
    return lines.first.map { LibraryCallSite($0.frame, $0.evidence(among: lines)) }
  }

  /// Goroutines that are inside such a call right now, when they all come from one line.
  private static func inFlight(_ names: [String], _ caseFile: CaseFile) -> LibraryCallSite? {
    let frames = Set(
      caseFile.goroutines.series.compactMap { series -> CodeFrame? in
        guard let index = series.stack.userIndex, index > 0,
          Self.isOne(series.stack.frames[index - 1].function, of: names)
        else { return nil }
        return series.stack.frames[index]
      }
    )
    guard frames.count == 1, let frame = frames.first else { return nil }
    return LibraryCallSite(
      frame,
      Finding.EvidenceLine(source: "goroutine stacks", statement: "the only line seen inside such a call")
    )
  }
}
