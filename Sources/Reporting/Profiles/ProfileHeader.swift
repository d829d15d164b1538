// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// The lines above a report on a profile, as pprof writes them; moments are in UTC.
struct ProfileHeader {
  let report: ReportedProfile
  let numbers: ProfileNumbers

  /// What profile it is: program, build, type, moment, duration.
  func profileLines() -> [String] {
    let profile = report.profile
    var lines: [String] = []
    if let main = profile.mappings.first {
      let file = profile.strings[main.file]
      if !file.isEmpty { lines.append("File: \(SourcePathTrimming.lastElement(file))") }
      let build = profile.strings[main.buildID]
      if !build.isEmpty { lines.append("Build ID: \(build)") }
    }
    lines += profile.comments.map { profile.strings[$0] }.filter { !$0.hasPrefix("#") }
    if !report.selection.type.isEmpty { lines.append("Type: \(report.selection.type)") }
    let documentation = profile.strings[profile.documentation]
    if !documentation.isEmpty { lines.append("Doc: \(documentation)") }
    if profile.timeNanos != 0 { lines.append("Time: \(UTCMoment.text(nanoseconds: profile.timeNanos)) UTC") }
    if profile.durationNanos != 0 {
      let duration = MeasuredValue.text(profile.durationNanos, from: "nanoseconds", to: "auto")
      let total = MeasurementUnit.scale(report.total, from: report.selection.unit, to: "nanoseconds")
      var share = ""
      if total.unit == "ns", total.value != 0 {
        let percentage = MeasuredValue.percentage(Int64(clamping: total.value), of: profile.durationNanos)
        share = "(\(percentage))"
      }
      lines.append("Duration: \(duration), Total samples = \(numbers.text(report.total)) \(share)")
    }
    return lines
  }

  /// All lines of a report that shows a graph.
  func lines(_ graph: ProfileGraph, droppedCalls: Int = 0) -> [String] {
    let settings = report.settings
    var lines = settings.compactLabels ? [] : profileLines()
    let filters = settings.activeFilters
    if !filters.isEmpty {
      lines.append("Active filters:")
      lines += filters.map { filter in
        "   " + (filter.utf8.count > 80 ? String(decoding: filter.utf8.prefix(80), as: UTF8.self) + "\u{2026}" : filter)
      }
    }
    let shown = graph.shownTotal
    let share = MeasuredValue.percentage(shown, of: report.total).drop { $0 == " " }
    lines.append(
      "Showing nodes accounting for \(numbers.text(shown)), \(share) of \(numbers.text(report.total)) total"
    )
    guard report.total != 0 else { return lines }
    if graph.droppedNodes > 0 {
      lines.append(dropped(graph.droppedNodes, "node", "cum", graph.nodeCutoff))
    }
    if droppedCalls > 0 { lines.append(dropped(droppedCalls, "edge", "freq", graph.callCutoff)) }
    if !graph.order.isEmpty, graph.order.count < graph.countBeforeLimit {
      lines.append("Showing top \(graph.order.count) nodes out of \(graph.countBeforeLimit)")
    }
    return lines
  }

  private func dropped(_ count: Int, _ noun: String, _ measure: String, _ cutoff: Int64) -> String {
    "Dropped \(count) \(noun)\(count > 1 ? "s" : "") (\(measure) <= \(numbers.text(cutoff)))"
  }
}

/// Values of a report in its unit.
struct ProfileNumbers {
  let unit: String
  let outputUnit: String
  /// What values are multiplied with, the inverse of `divide_by`.
  let ratio: Double

  init(_ report: ReportedProfile, outputUnit: String) {
    unit = report.selection.unit
    self.outputUnit = outputUnit
    ratio = 1 / report.settings.divideBy
  }

  func text(_ value: Int64) -> String {
    let value = ratio > 0 && ratio != 1 ? Int64(clamping: Double(value) * ratio) : value
    return MeasuredValue.text(value, from: unit, to: outputUnit)
  }

  /// The value, or a dot for none.
  func textOrDot(_ value: Int64) -> String { value == 0 ? "." : text(value) }
}

/// What profile it is, for a title.
package enum ProfileTitle {
  /// Program, build, type, moment and duration, each where it is known.
  package static func lines(_ report: ReportedProfile) -> [String] {
    ProfileHeader(report: report, numbers: ProfileNumbers(report, outputUnit: report.settings.unit)).profileLines()
  }
}
