// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// The lines of the service's own code that made certain calls while an execution trace ran, the most frequent first.
///
/// A trace has the whole stack of every system call and every call into C: what opens files, maps memory or enters a C
/// library is seen doing it, however briefly, and needs no growth to be seen.
struct CallingLine: Hashable {
  let frame: CodeFrame
  let count: Int
  let perSecond: Double
  /// The innermost function between the line and the system: what was called.
  let callee: String

  /// Lines whose calls pass a function with one of these prefixes and none with one of the `exceptions`, or all calls of a
  /// kind when there are no prefixes; `count` says what of a call is counted, by default each time it was made.
  static func lines(
    of kinds: Set<TraceCall.Kind>,
    through prefixes: [String] = [],
    except exceptions: [String] = [],
    counting count: (TraceCall) -> Int = \.count,
    in caseFile: CaseFile
  ) -> [CallingLine] {
    var counts: [CodeFrame: (count: Int, callee: String)] = [:]
    var seconds = 0.0
    for observation in caseFile.capture.traces {
      let trace = observation.trace
      seconds += trace.seconds
      for call in trace.calls where kinds.contains(call.kind) && count(call) > 0 {
        let frames = trace.stacks.codeFrames(of: call.stack)
        guard let own = frames.firstIndex(where: { caseFile.ownership.owner(of: $0) == .user }) else { continue }
        let library = frames[..<own]
        let isMeant =
          prefixes.isEmpty || frames[...own].contains { frame in prefixes.contains { frame.function.hasPrefix($0) } }
        guard isMeant, !library.contains(where: { frame in exceptions.contains { frame.function.hasPrefix($0) } })
        else {
          continue
        }
        counts[frames[own], default: (0, library.last?.function ?? "")].count += count(call)
      }
    }
    guard seconds > 0 else { return [] }
    return counts.map { frame, found in
      CallingLine(frame: frame, count: found.count, perSecond: Double(found.count) / seconds, callee: found.callee)
    }.sorted { ($0.count, $1.frame.location) > ($1.count, $0.frame.location) }
  }

  /// Of several lines the one whose pace is nearest to a growth, by ratio; nil without lines.
  static func nearest(to perSecond: Double, among lines: [CallingLine]) -> CallingLine? {
    func distance(_ line: CallingLine) -> Double {
      let ratio = line.perSecond / max(perSecond, 1e-9)
      return ratio >= 1 ? ratio : 1 / max(ratio, 1e-9)
    }
    return lines.min { distance($0) < distance($1) }
  }

  /// What was seen, for evidence.
  func evidence(among lines: [CallingLine]) -> Finding.EvidenceLine {
    let others = lines.count - 1
    return Finding.EvidenceLine(
      source: "execution trace",
      statement:
        "\(ShortPath(frame.location).text) made \(count) such calls in the trace (\(writtenPace(perSecond)) a second, "
        + "through \(callee))" + (others > 0 ? "; \(others) other lines made some too" : "")
    )
  }
}
