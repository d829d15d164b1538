// SPDX-License-Identifier: Apache-2.0

import Reporting

/// A word that a line of the shell can begin with and that makes a report, an export or nothing but talk.
enum ShellCommand: String, CaseIterable, Sendable {
  case callgrind, comments, dot, firefox, folded, list, peek, proto, raw, speedscope, tags, text, top, traces, tree

  /// The export that it writes; nil for reports.
  var export: ProfileExport? {
    switch self {
    case .callgrind: .callgrind
    case .dot: .dot
    case .firefox: .firefox
    case .folded: .folded
    case .proto: .pprof
    case .speedscope: .speedscope
    case .comments, .list, .peek, .raw, .tags, .text, .top, .traces, .tree: nil
    }
  }

  /// Whether its first argument is a pattern that it cannot do without.
  var needsPattern: Bool { self == .list || self == .peek }

  var summary: String {
    switch self {
    case .callgrind: "Write the graph for callgrind's viewers"
    case .comments: "Show the comments in the profile"
    case .dot: "Write the graph in Graphviz's language"
    case .firefox: "Write it for the Firefox Profiler"
    case .folded: "Write folded stacks"
    case .list: "Show the source of the functions that match, with the values of each line"
    case .peek: "Show the functions that match, with their callers and callees"
    case .proto: "Write the profile, filtered, as profile.proto"
    case .raw: "Show the whole profile as text"
    case .speedscope: "Write it for speedscope"
    case .tags: "Show the labels with the totals of their values"
    case .text, .top: "Show what each function has by itself and together with what it calls"
    case .traces: "Show every sample with its labels and its stack"
    case .tree: "Show each function with its callers and callees"
    }
  }

  var usage: String {
    switch self {
    case .list, .peek: "\(rawValue) REGEX [FOCUS]... [-IGNORE]... [>FILE]"
    case .tags: "tags [TAGFOCUS]... [-TAGIGNORE]... [>FILE]"
    case .comments, .raw: "\(rawValue) [>FILE]"
    case .text, .top, .tree: "\(rawValue)[N] [FOCUS]... [-IGNORE]... [-cum] [>FILE]"
    default: "\(rawValue) [N] [FOCUS]... [-IGNORE]... [>FILE]"
    }
  }

  /// Commands of pprof that there are none of here, and what to do instead.
  static let elsewhere: [String: String] = [
    "disasm": "there is no disassembler here; go tool pprof has one",
    "weblist": "there is no disassembler here; `stanch profile view` shows source in a browser",
    "web": "`stanch profile view` opens a browser",
    "svg": "write `dot >graph.dot`, and draw it with `dot -Tsvg graph.dot`",
    "png": "write `dot >graph.dot`, and draw it with `dot -Tpng graph.dot`",
    "gif": "write `dot >graph.dot`, and draw it with `dot -Tgif graph.dot`",
    "pdf": "write `dot >graph.dot`, and draw it with `dot -Tpdf graph.dot`",
    "ps": "write `dot >graph.dot`, and draw it with `dot -Tps graph.dot`",
    "eog": "`stanch profile view` opens a browser", "evince": "`stanch profile view` opens a browser",
    "gv": "`stanch profile view` opens a browser",
    "kcachegrind": "write `callgrind >profile.callgrind`, and open it with kcachegrind",
    "topproto": "`proto >profile.pb.gz` writes the profile after the filters",
  ]
}
