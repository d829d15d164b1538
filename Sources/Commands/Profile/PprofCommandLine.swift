// SPDX-License-Identifier: Apache-2.0

/// Makes a command line of pprof one of `stanch profile`.
///
/// `-cum` becomes `--cum`, `-top` or `-list=RE` becomes the subcommand, `-noinlines=true` a flag. What has two dashes already
/// stays as it is.
enum PprofCommandLine {
  /// Flags of pprof that take `=true` and `=false`.
  private static let flags: Set<String> = [
    "cum", "flat", "functions", "filefunctions", "files", "lines", "addresses", "inuse_space", "inuse_objects",
    "alloc_space", "alloc_objects", "total_delay", "contentions", "mean_delay", "mean", "normalize", "noinlines",
    "showcolumns", "call_tree", "relative_percentages", "drop_negative", "compact_labels", "all_frames", "no_browser",
  ]
  /// Commands of pprof, and what they are here; those behind `convert` are its formats.
  private static let commands: [String: [String]] = [
    "top": ["top"], "text": ["top"], "tree": ["tree"], "traces": ["traces"], "tags": ["tags"], "raw": ["raw"],
    "comments": ["comments"], "peek": ["peek"], "list": ["list"], "dot": ["convert", "--to", "dot"],
    "callgrind": ["convert", "--to", "callgrind"], "proto": ["convert", "--to", "pprof"],
  ]
  private static let withPattern: Set<String> = ["peek", "list"]

  /// The arguments of the program, rewritten when they begin with `profile`.
  static func rewritten(_ arguments: [String]) -> [String] {
    guard arguments.first == "profile" else { return arguments }
    var command: [String]?
    var rest: [String] = []
    var isLiteral = false
    var words = arguments.dropFirst()
    if let first = words.first, !first.hasPrefix("-"), ProfileCommand.names.contains(first) {
      command = [words.removeFirst()]
    }
    while let word = words.popFirst() {
      guard !isLiteral, word.hasPrefix("-"), word.utf8.count > 2 else {
        rest.append(word)
        continue
      }
      if word == "--" { isLiteral = true }
      let body = word.drop { $0 == "-" }
      let parts = body.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let name = parts.first, !name.isEmpty else {
        rest.append(word)
        continue
      }
      let value = parts.count > 1 ? parts[1] : nil
      if command == nil, let found = commands[name] {
        if value == "false" { continue }
        command = found
        if withPattern.contains(name) {
          if let pattern = value ?? words.popFirst() { command?.append(pattern) }
        }
      } else if flags.contains(name), let value {
        if ["true", "t", "1", "yes", "y"].contains(value.lowercased()) { rest.append("--\(name)") }
      } else {
        rest.append("--\(body)")
      }
    }
    return ["profile"] + (command ?? []) + rest
  }
}
