// SPDX-License-Identifier: Apache-2.0

/// What a report on a profile shows and how, under the names and with the defaults of `go tool pprof`.
package struct ProfileReportSettings: Hashable, Sendable {
  /// What becomes one row.
  package enum Granularity: String, CaseIterable, Hashable, Sendable {
    case functions, filefunctions, files, lines, addresses
  }

  // MARK: Values

  /// Name or number of the sample type; empty for the profile's default.
  package var sampleIndex = ""
  /// Divide each value by the number of its events.
  package var mean = false
  package var unit = "minimum"
  package var divideBy = 1.0

  // MARK: Rows

  package var granularity = Granularity.functions
  package var noInlines = false
  package var showColumns = false
  package var sortsByCumulative = false
  /// Most rows; 0 for all, nil for what the report does by itself.
  package var nodeCount: Int?
  package var nodeFraction = 0.005
  package var edgeFraction = 0.001
  package var trim = true
  package var callTree = false
  package var dropNegative = false
  package var relativePercentages = false
  package var compactLabels = false
  /// Ignore what the producer asks to hide.
  package var allFrames = false

  // MARK: Filters, as regular expressions; empty for none

  package var focus = ""
  package var ignore = ""
  package var hide = ""
  package var show = ""
  package var showFrom = ""
  package var pruneFrom = ""
  package var tagFocus = ""
  package var tagIgnore = ""
  package var tagShow = ""
  package var tagHide = ""
  /// Label keys, with commas between them, that become frames.
  package var tagRoot = ""
  package var tagLeaf = ""

  // MARK: Source

  package var sourcePath = ""
  package var trimPath = ""

  package init() {}

  /// The filters that are set, as `name=value`, in the order in which headers tell them.
  package var activeFilters: [String] {
    [
      ("focus", focus), ("ignore", ignore), ("hide", hide), ("show", show), ("show_from", showFrom),
      ("tagfocus", tagFocus), ("tagignore", tagIgnore), ("tagshow", tagShow), ("taghide", tagHide),
    ].filter { !$0.1.isEmpty }.map { "\($0.0)=\($0.1)" }
  }
}

/// The reports there are; some override settings.
package enum ProfileReportKind: String, CaseIterable, Hashable, Sendable {
  case top, tree, peek, list, traces, tags, raw, comments, dot, callgrind, proto

  /// The settings as this report uses them: listings of chosen functions are not trimmed, and so on.
  package func applied(to settings: ProfileReportSettings) -> ProfileReportSettings {
    var settings = settings
    var trim = settings.trim
    switch self {
    case .peek: trim = false
    case .list:
      trim = false
      settings.granularity = .lines
    case .top: settings.nodeCount = settings.nodeCount ?? 0
    default: settings.nodeCount = settings.nodeCount ?? 80
    }
    if self == .proto || self == .raw || self == .callgrind {
      trim = false
      settings.granularity = .addresses
    }
    if !trim {
      settings.nodeCount = 0
      settings.nodeFraction = 0
      settings.edgeFraction = 0
    }
    return settings
  }

  /// Whether rows of different executables stay apart.
  var keepsObjectFiles: Bool { self == .raw || self == .list || self == .callgrind }
}

/// Why a report cannot be made, as one sentence without a full stop.
package struct ProfileReportError: Error, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
