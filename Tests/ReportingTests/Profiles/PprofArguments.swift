// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Foundation
import RegularExpressions
import Reporting
import TestSupport
import Testing

/// One recorded run of `go tool pprof`: its options, and what it printed.
struct PprofRun: Decodable, CustomTestStringConvertible {
  var profile: String
  var arguments: [String]
  var output: String
  var status: Int

  var testDescription: String { "\(arguments.joined(separator: " ")) \(profile)" }
}

/// The report that the same options make here.
enum ReportUnderTest {
  static func text(_ run: PprofRun) throws -> String {
    var settings = ProfileReportSettings()
    var kind = ProfileReportKind.top
    var pattern = ""
    var base: String?
    var marksBase = false
    var normalizes = false
    for argument in run.arguments {
      let parts = argument.drop { $0 == "-" }.split(separator: "=", maxSplits: 1).map(String.init)
      let (name, value) = (parts[0], parts.count > 1 ? parts[1] : "")
      if let granularity = ProfileReportSettings.Granularity(rawValue: name) {
        settings.granularity = granularity
        continue
      }
      switch name {
      case "top", "tree", "traces", "tags", "raw", "comments": kind = try #require(ProfileReportKind(rawValue: name))
      case "peek": (kind, pattern) = (.peek, value)
      case "cum": settings.sortsByCumulative = true
      case "sample_index": settings.sampleIndex = value
      case "alloc_space", "inuse_objects": settings.sampleIndex = name
      case "nodecount": settings.nodeCount = Int(value)
      case "nodefraction": settings.nodeFraction = try #require(Double(value))
      case "edgefraction": settings.edgeFraction = try #require(Double(value))
      case "divide_by": settings.divideBy = try #require(Double(value))
      case "trim": settings.trim = value != "false"
      case "noinlines": settings.noInlines = true
      case "showcolumns": settings.showColumns = true
      case "relative_percentages": settings.relativePercentages = true
      case "compact_labels": settings.compactLabels = true
      case "drop_negative": settings.dropNegative = true
      case "mean": settings.mean = true
      case "unit": settings.unit = value
      case "focus": settings.focus = value
      case "ignore": settings.ignore = value
      case "hide": settings.hide = value
      case "show": settings.show = value
      case "show_from": settings.showFrom = value
      case "prune_from": settings.pruneFrom = value
      case "tagfocus": settings.tagFocus = value
      case "tagignore": settings.tagIgnore = value
      case "tagshow": settings.tagShow = value
      case "taghide": settings.tagHide = value
      case "tagroot": settings.tagRoot = value
      case "tagleaf": settings.tagLeaf = value
      case "base": base = value
      case "diff_base": (base, marksBase) = (value, true)
      case "normalize": normalizes = true
      default: Issue.record("the test does not know -\(name)")
      }
    }
    var profile = try Fixtures.profile("formats/\(run.profile)")
    if let base {
      profile = try ProfileMerging.difference(
        profile,
        base: try Fixtures.profile("formats/\(base)"),
        marksBase: marksBase,
        normalizes: normalizes
      )
    }
    let report = try ReportedProfile(profile, kind: kind, settings: settings)
    switch kind {
    case .tree: return try CallReport(report).text()
    case .peek: return try CallReport(report, matching: RegularExpression(pattern)).text()
    case .traces: return TracesReport(report).text()
    case .tags: return TagsReport(report).text()
    case .raw: return RawReport(report).text()
    case .comments: return CommentsReport(report).text()
    default: return TopReport(report).text()
    }
  }
}
