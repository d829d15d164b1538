// SPDX-License-Identifier: Apache-2.0

import Analysis
import ArgumentParser
import Intake

/// The options that choose values, rows and filters, under pprof's names.
struct ProfileOptions: ParsableArguments {
  // MARK: Values

  @Option(name: .customLong("sample_index"), help: "Sample type, by name or number.")
  var sampleIndex = ""
  @Flag(name: .customLong("inuse_space"), help: "The same as --sample_index inuse_space.")
  var inuseSpace = false
  @Flag(name: .customLong("inuse_objects"), help: "The same as --sample_index inuse_objects.")
  var inuseObjects = false
  @Flag(name: .customLong("alloc_space"), help: "The same as --sample_index alloc_space.")
  var allocSpace = false
  @Flag(name: .customLong("alloc_objects"), help: "The same as --sample_index alloc_objects.")
  var allocObjects = false
  @Flag(name: .customLong("total_delay"), help: "The same as --sample_index delay.")
  var totalDelay = false
  @Flag(name: .customLong("contentions"), help: "The same as --sample_index contentions.")
  var contentions = false
  @Flag(name: .customLong("mean_delay"), help: "The same as --sample_index delay --mean.")
  var meanDelay = false
  @Flag(name: .customLong("mean"), help: "Divide by the number of events.")
  var mean = false
  @Option(name: .customLong("unit"), help: "Unit of all values: auto, minimum, MB, ms and so on.")
  var unit = "minimum"
  @Option(name: .customLong("divide_by"), help: "Divide all values by this.")
  var divideBy = 1.0

  // MARK: Rows

  @Flag(name: .customLong("functions"), help: "A row for each function (default).")
  var functions = false
  @Flag(name: .customLong("filefunctions"), help: "A row for each function of a file.")
  var filefunctions = false
  @Flag(name: .customLong("files"), help: "A row for each file.")
  var files = false
  @Flag(name: .customLong("lines"), help: "A row for each line.")
  var lines = false
  @Flag(name: .customLong("addresses"), help: "A row for each address.")
  var addresses = false
  @Option(
    name: .customLong("granularity"),
    help: "The same by name: functions, filefunctions, files, lines, addresses."
  )
  var granularity: ProfileReportSettings.Granularity?
  @Flag(name: .customLong("noinlines"), help: "Count inlined calls for the function they were inlined into.")
  var noInlines = false
  @Flag(name: .customLong("showcolumns"), help: "Show columns of lines.")
  var showColumns = false
  @Flag(name: .customLong("cum"), help: "Sort by what functions have together with what they call.")
  var cum = false
  @Flag(name: .customLong("flat"), help: "Sort by what functions have by themselves (default).")
  var flat = false
  @Option(name: .customLong("sort"), help: "The same by name: flat or cum.")
  var sort: ProfileSort?
  @Option(name: .customLong("nodecount"), help: "Most rows; 0 for all.")
  var nodeCount: Int?
  @Option(name: .customLong("nodefraction"), help: "Hide rows below this share of the total.")
  var nodeFraction = 0.005
  @Option(name: .customLong("edgefraction"), help: "Hide calls below this share of the total.")
  var edgeFraction = 0.001
  @Option(name: .customLong("trim"), help: "Whether small rows and calls are hidden: true or false.")
  var trim: Bool = true
  @Flag(name: .customLong("call_tree"), help: "Keep functions apart by who calls them, in graphs.")
  var callTree = false
  @Flag(name: .customLong("drop_negative"), help: "Hide rows that shrank.")
  var dropNegative = false
  @Flag(name: .customLong("relative_percentages"), help: "Percentages of what the filters leave, not of everything.")
  var relativePercentages = false
  @Flag(name: .customLong("compact_labels"), help: "Leave out what profile it is.")
  var compactLabels = false
  @Flag(name: .customLong("all_frames"), help: "Show also the frames that the producer asks to hide.")
  var allFrames = false

  // MARK: Filters

  @Option(name: .customLong("focus"), help: "Only samples with a frame that matches this regular expression.")
  var focus = ""
  @Option(name: .customLong("ignore"), help: "No samples with a frame that matches.")
  var ignore = ""
  @Option(name: .customLong("hide"), help: "Leave out the frames that match.")
  var hide = ""
  @Option(name: .customLong("show"), help: "Only the frames that match.")
  var show = ""
  @Option(name: .customLong("show_from"), help: "Leave out the callers of the highest frame that matches.")
  var showFrom = ""
  @Option(name: .customLong("prune_from"), help: "Leave out the callees of the lowest frame that matches.")
  var pruneFrom = ""
  @Option(
    name: .customLong("tagfocus"),
    help: "Only samples with this label: key=regex, regex, or a range as 32kb:64mb."
  )
  var tagFocus = ""
  @Option(name: .customLong("tagignore"), help: "No samples with this label.")
  var tagIgnore = ""
  @Option(name: .customLong("tagshow"), help: "Only labels whose key matches.")
  var tagShow = ""
  @Option(name: .customLong("taghide"), help: "No labels whose key matches.")
  var tagHide = ""
  @Option(name: .customLong("tagroot"), help: "Labels (keys with commas) that become frames at the root.")
  var tagRoot = ""
  @Option(name: .customLong("tagleaf"), help: "Labels (keys with commas) that become frames at the leaf.")
  var tagLeaf = ""

  // MARK: Paths

  @Option(name: .customLong("source_path"), help: "Folders to look for source files in, with colons between them.")
  var sourcePath = ""
  @Option(name: .customLong("trim_path"), help: "Beginnings of paths to cut, with colons between them.")
  var trimPath = ""

  mutating func validate() throws {
    let granularities = [functions, filefunctions, files, lines, addresses].count { $0 }
    if granularities + (granularity == nil ? 0 : 1) > 1 {
      throw ValidationError("only one of --functions, --filefunctions, --files, --lines and --addresses can hold")
    }
    if cum, flat { throw ValidationError("--cum and --flat contradict each other") }
  }

  /// The settings that the options mean.
  var settings: ProfileReportSettings {
    var settings = ProfileReportSettings()
    let types = [
      (totalDelay || meanDelay, "delay"), (contentions, "contentions"), (inuseSpace, "inuse_space"),
      (inuseObjects, "inuse_objects"), (allocSpace, "alloc_space"), (allocObjects, "alloc_objects"),
    ]
    settings.sampleIndex = sampleIndex.isEmpty ? types.first { $0.0 }?.1 ?? "" : sampleIndex
    settings.mean = mean || meanDelay
    settings.unit = unit
    settings.divideBy = divideBy
    settings.granularity =
      granularity
      ?? (filefunctions ? .filefunctions : files ? .files : lines ? .lines : addresses ? .addresses : .functions)
    settings.noInlines = noInlines
    settings.showColumns = showColumns
    settings.sortsByCumulative = cum || sort == .cum
    settings.nodeCount = nodeCount.flatMap { $0 < 0 ? nil : $0 }
    settings.nodeFraction = nodeFraction
    settings.edgeFraction = edgeFraction
    settings.trim = trim
    settings.callTree = callTree
    settings.dropNegative = dropNegative
    settings.relativePercentages = relativePercentages
    settings.compactLabels = compactLabels
    settings.allFrames = allFrames
    settings.focus = focus
    settings.ignore = ignore
    settings.hide = hide
    settings.show = show
    settings.showFrom = showFrom
    settings.pruneFrom = pruneFrom
    settings.tagFocus = tagFocus
    settings.tagIgnore = tagIgnore
    settings.tagShow = tagShow
    settings.tagHide = tagHide
    settings.tagRoot = tagRoot
    settings.tagLeaf = tagLeaf
    settings.sourcePath = sourcePath
    settings.trimPath = trimPath
    return settings
  }
}

extension ProfileReportSettings.Granularity: ExpressibleByArgument {}

/// What rows are sorted by.
enum ProfileSort: String, ExpressibleByArgument, CaseIterable {
  case flat, cum
}

/// Where profiles come from.
struct ProfileInputOptions: ParsableArguments {
  @Option(name: .customLong("base"), help: "A profile to subtract.", completion: .file())
  var base: [String] = []
  @Option(
    name: .customLong("diff_base"),
    help: "A profile to compare with: percentages are of it.",
    completion: .file()
  )
  var diffBase: [String] = []
  @Flag(name: .customLong("normalize"), help: "Scale the profile to the size of its base.")
  var normalize = false
  @Option(
    name: .customLong("type"),
    help:
      "What to ask a live service for, or which profile of a bundle: heap, allocs, goroutine, block, mutex, any other."
  )
  var type = "heap"
  @Option(name: .customLong("seconds"), help: "How long a live service shall collect: a difference over that time.")
  var seconds: Int?
  @Option(name: .customLong("symbolize"), help: .hidden)
  var symbolize: String?

  mutating func validate() throws {
    if !base.isEmpty, !diffBase.isEmpty { throw ValidationError("--base and --diff_base contradict each other") }
    if normalize, base.isEmpty, diffBase.isEmpty { throw ValidationError("--normalize needs --base or --diff_base") }
  }
}

/// Where a report goes and how it is written.
struct ProfileOutputOptions: ParsableArguments {
  @Option(
    help: "How to print it: text, json, csv, table, markdown.",
    completion: .list(["text", "json", "csv", "table", "markdown"])
  )
  var format = "text"
  @Option(name: .shortAndLong, help: "Write it to this file instead of standard output.", completion: .file())
  var output: String?
}
