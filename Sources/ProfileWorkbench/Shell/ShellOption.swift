// SPDX-License-Identifier: Apache-2.0

import Analysis

/// What can be set with `name=value`, under the names of `go tool pprof`.
///
/// Source: google/pprof internal/driver/config.go as of Go 1.27.3. Not there: `intel_syntax` (nothing is disassembled here) and
/// `normalize` (a base is given when the shell is started).
enum ShellOption: String, CaseIterable, Sendable {
  case callTree = "call_tree"
  case compactLabels = "compact_labels"
  case divideBy = "divide_by"
  case dropNegative = "drop_negative"
  case edgeFraction = "edgefraction"
  case focus, granularity, hide, ignore, mean
  case noInlines = "noinlines"
  case nodeCount = "nodecount"
  case nodeFraction = "nodefraction"
  case output
  case pruneFrom = "prune_from"
  case relativePercentages = "relative_percentages"
  case sampleIndex = "sample_index"
  case show
  case showFrom = "show_from"
  case showColumns = "showcolumns"
  case sort
  case sourcePath = "source_path"
  case tagFocus = "tagfocus"
  case tagHide = "taghide"
  case tagIgnore = "tagignore"
  case tagLeaf = "tagleaf"
  case tagRoot = "tagroot"
  case tagShow = "tagshow"
  case trim
  case trimPath = "trim_path"
  case unit

  /// Where the settings keep it, by what it holds.
  enum Place {
    case flag(WritableKeyPath<ProfileReportSettings, Bool>)
    case text(WritableKeyPath<ProfileReportSettings, String>)
    case number(WritableKeyPath<ProfileReportSettings, Double>)
    case nodeCount, granularity, sort, output
  }

  var place: Place {
    switch self {
    case .callTree: .flag(\.callTree)
    case .compactLabels: .flag(\.compactLabels)
    case .dropNegative: .flag(\.dropNegative)
    case .mean: .flag(\.mean)
    case .noInlines: .flag(\.noInlines)
    case .relativePercentages: .flag(\.relativePercentages)
    case .showColumns: .flag(\.showColumns)
    case .trim: .flag(\.trim)
    case .divideBy: .number(\.divideBy)
    case .edgeFraction: .number(\.edgeFraction)
    case .nodeFraction: .number(\.nodeFraction)
    case .focus: .text(\.focus)
    case .hide: .text(\.hide)
    case .ignore: .text(\.ignore)
    case .pruneFrom: .text(\.pruneFrom)
    case .sampleIndex: .text(\.sampleIndex)
    case .show: .text(\.show)
    case .showFrom: .text(\.showFrom)
    case .sourcePath: .text(\.sourcePath)
    case .tagFocus: .text(\.tagFocus)
    case .tagHide: .text(\.tagHide)
    case .tagIgnore: .text(\.tagIgnore)
    case .tagLeaf: .text(\.tagLeaf)
    case .tagRoot: .text(\.tagRoot)
    case .tagShow: .text(\.tagShow)
    case .trimPath: .text(\.trimPath)
    case .unit: .text(\.unit)
    case .nodeCount: .nodeCount
    case .granularity: .granularity
    case .sort: .sort
    case .output: .output
    }
  }

  /// The words that the option can have, where it can have few; each is also an option of its own that is switched on.
  var choices: [String] {
    switch self {
    case .granularity: ProfileReportSettings.Granularity.allCases.map(\.rawValue).sorted()
    case .sort: ["cum", "flat"]
    default: []
    }
  }

  /// Whether it is a switch, which needs no value to be on.
  var isFlag: Bool {
    if case .flag = place { true } else { false }
  }

  /// Whether it takes a regular expression of names.
  var takesNames: Bool {
    switch self {
    case .focus, .ignore, .hide, .show, .showFrom, .pruneFrom: true
    default: false
    }
  }

  /// What it does, in one line.
  var summary: String {
    switch self {
    case .callTree: "Keep functions apart by who calls them, in graphs"
    case .compactLabels: "Leave out what profile it is"
    case .divideBy: "Divide all values by this"
    case .dropNegative: "Hide rows that shrank"
    case .edgeFraction: "Hide calls below this share of the total"
    case .focus: "Only samples with a frame that matches"
    case .granularity: "What becomes a row"
    case .hide: "Leave out the frames that match"
    case .ignore: "No samples with a frame that matches"
    case .mean: "Divide by the number of events"
    case .noInlines: "Count inlined calls for the function they were inlined into"
    case .nodeCount: "Most rows; 0 for all, -1 for what the report does by itself"
    case .nodeFraction: "Hide rows below this share of the total"
    case .output: "Write reports to this file"
    case .pruneFrom: "Leave out the frames that match, with what they call"
    case .relativePercentages: "Percentages of what the filters leave, not of everything"
    case .sampleIndex: "Sample type, by name or number"
    case .show: "Only the frames that match"
    case .showFrom: "Leave out the callers of the highest frame that matches"
    case .showColumns: "Show columns of lines"
    case .sort: "What rows are sorted by"
    case .sourcePath: "Folders to look for source files in, with colons between them"
    case .tagFocus: "Only samples with this label: key=regex, regex, or a range as 32kb:64mb"
    case .tagHide: "No labels whose key matches"
    case .tagIgnore: "No samples with this label"
    case .tagLeaf: "Labels (keys with commas) that become frames at the leaf"
    case .tagRoot: "Labels (keys with commas) that become frames at the root"
    case .tagShow: "Only labels whose key matches"
    case .trim: "Whether small rows and calls are hidden"
    case .trimPath: "Beginnings of paths to cut, with colons between them"
    case .unit: "Unit of all values: minimum, auto, MB, ms and so on"
    }
  }
}
