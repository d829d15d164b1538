// SPDX-License-Identifier: Apache-2.0

package import Analysis
package import Evidence
import RegularExpressions
package import Reporting

/// The interactive habit of pprof on a profile that is decoded once: lines in, reports out, options kept in between.
///
/// The words, the numbers and the layout are those of `go tool pprof` of Go 1.27.3 (`internal/driver/interactive.go`): `top10`,
/// `top -cum`, `list REGEX`, `focus=REGEX`, `inuse_objects`, `:` and so on. A line that fails says why and changes nothing.
package struct ProfileShell: Sendable {
  package let profile: Profile
  /// What lines have set so far.
  package private(set) var settings: ProfileReportSettings
  /// Where reports go; empty for standard output.
  package private(set) var output = ""
  private let source: @Sendable (String, ProfileReportSettings) -> ListReport.Source
  private let encode: @Sendable (Profile) -> [UInt8]

  /// A shell on a profile.
  ///
  /// - Parameters:
  ///   - source: the lines of a file that the profile names, asked for by `list`.
  ///   - encode: the bytes of a profile as a file, asked for by `proto`.
  package init(
    _ profile: Profile,
    settings: ProfileReportSettings,
    source: @escaping @Sendable (String, ProfileReportSettings) -> ListReport.Source,
    encode: @escaping @Sendable (Profile) -> [UInt8]
  ) {
    self.profile = profile
    self.settings = settings
    self.settings.compactLabels = true
    self.source = source
    self.encode = encode
  }

  /// What profile it is, for the start of a session, and how to go on.
  package func greeting() -> String {
    var settings = settings
    settings.compactLabels = false
    var text = ""
    do {
      let report = try ReportedProfile(profile, kind: .top, settings: settings)
      text = ProfileTitle.lines(report).map { TerminalText.safe($0) + "\n" }.joined()
      if report.total == 0, profile.sampleTypes.count > 1 {
        text += "No samples have a value of this type; choose another with sample_index=NAME.\n"
      }
    } catch {
      text = "\(error)\n"
    }
    return text + "Type help for commands, o for options, q to leave.\n"
  }

  /// Does what a line says.
  package mutating func run(_ line: String) -> [ShellAnswer] {
    let trimmed = Self.trimmed(line)
    var answers: [ShellAnswer] = []
    for step in shortcut(trimmed) ?? [trimmed] {
      do {
        answers += try answer(step)
      } catch {
        answers.append(.failure("\(error)"))
      }
    }
    return answers
  }

  /// The lines that a word stands for; nil when it stands for itself.
  private func shortcut(_ line: String) -> [String]? {
    if line == ":" { return ["focus=", "ignore=", "hide=", "tagfocus=", "tagignore="] }
    for type in sampleTypes {
      if line == type { return ["sample_index=\(type)"] }
      if line == "total_\(type)" { return ["mean=0", "sample_index=\(type)"] }
      if line == "mean_\(type)" { return ["mean=1", "sample_index=\(type)"] }
    }
    return nil
  }

  private mutating func answer(_ line: String) throws(ProfileReportError) -> [ShellAnswer] {
    let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = Self.trimmed(String(parts.first ?? ""))
    let value = parts.count > 1 ? Self.trimmed(Self.withoutComment(String(parts[1]))) : nil
    if let option = ShellOption(rawValue: name) {
      guard let value = value ?? (option.isFlag ? "" : nil) else {
        throw ProfileReportError("\(name) needs a value, as in \(name)=VALUE; it is \(shown(option))")
      }
      try set(option, to: value)
      return []
    }
    if let option = ShellOption.allCases.first(where: { $0.choices.contains(name) }),
      value == nil || Self.flag(value ?? "") == true
    {
      try set(option, to: name)
      return []
    }
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    switch words.first {
    case nil: return []
    case "o", "options": return [.text(options())]
    case "q", "quit", "exit": return [.end]
    case "help":
      guard words.count > 1 else { return [.text(ShellVocabulary.help())] }
      guard let text = ShellVocabulary.help(on: words[1]) else {
        throw ProfileReportError("there is no help on \"\(words[1])\"; `help` lists all words")
      }
      return [.text(text)]
    default: break
    }
    if value != nil, !name.contains(where: \.isWhitespace), ShellCommand(rawValue: name) == nil {
      let near = NearestName(of: name, in: ShellOption.allCases.map(\.rawValue)).map { "; did you mean \($0.name)?" }
      throw ProfileReportError("there is no option \"\(name)\"\(near ?? "; `o` lists them")")
    }
    return try report(try ShellRequest(words, settings: settings, output: output))
  }

  // MARK: Reports

  private func report(_ request: ShellRequest) throws(ProfileReportError) -> [ShellAnswer] {
    let kind = request.command.export?.kind ?? Self.kind(of: request.command)
    if request.command == .proto, request.output.isEmpty {
      throw ProfileReportError("proto writes bytes: name a file, as in `proto >profile.pb.gz`")
    }
    let report = try ReportedProfile(profile, kind: kind, settings: request.settings)
    var answers = report.notes.map { ShellAnswer.note($0) }
    if request.command == .proto {
      answers.append(.file(path: request.output, bytes: encode(report.profile)))
      return answers
    }
    let text = try text(of: request, report)
    answers.append(request.output.isEmpty ? .text(text) : .file(path: request.output, bytes: Array(text.utf8)))
    return answers
  }

  private func text(of request: ShellRequest, _ report: ReportedProfile) throws(ProfileReportError) -> String {
    if let export = request.command.export { return export.text(report) }
    switch request.command {
    case .tree: return try CallReport(report).text()
    case .peek: return try CallReport(report, matching: try Self.expression(request.pattern)).text()
    case .list:
      let settings = request.settings
      let expression = try Self.expression(request.pattern)
      return try ListReport(report, matching: expression) { source($0, settings) }.text()
    case .traces: return TracesReport(report).text()
    case .tags: return TagsReport(report).text()
    case .raw: return RawReport(report).text()
    case .comments: return CommentsReport(report).text()
    default: return TopReport(report).text()
    }
  }

  private static func kind(of command: ShellCommand) -> ProfileReportKind {
    command == .text ? .top : ProfileReportKind(rawValue: command.rawValue) ?? .top
  }

  private static func expression(_ text: String) throws(ProfileReportError) -> RegularExpression {
    do {
      return try RegularExpression(text)
    } catch {
      throw ProfileReportError("\"\(text)\" is no regular expression: \(error)")
    }
  }

  // MARK: Options

  /// The names of what the profile counts.
  package var sampleTypes: [String] { profile.sampleTypes.map { profile.strings[$0.type] } }

  private mutating func set(_ option: ShellOption, to value: String) throws(ProfileReportError) {
    var changed = settings
    switch option.place {
    case .flag(let path):
      guard let flag = Self.flag(value) else { throw ProfileReportError("\(option.rawValue) is true or false") }
      changed[keyPath: path] = flag
    case .number(let path):
      guard let number = Double(value), number.isFinite else {
        throw ProfileReportError("\(option.rawValue) is a number, not \"\(value)\"")
      }
      changed[keyPath: path] = number
    case .nodeCount:
      guard let number = Int32(value) else { throw ProfileReportError("nodecount is a whole number, not \"\(value)\"") }
      changed.nodeCount = number < 0 ? nil : Int(number)
    case .granularity:
      guard let granularity = ProfileReportSettings.Granularity(rawValue: value) else {
        throw ProfileReportError("granularity is one of \(option.choices.joined(separator: ", "))")
      }
      changed.granularity = granularity
    case .sort:
      guard option.choices.contains(value) else { throw ProfileReportError("sort is cum or flat") }
      changed.sortsByCumulative = value == "cum"
    case .output: output = value
    case .text(let path):
      changed[keyPath: path] = value
      if option == .sampleIndex {
        let selection = try SampleSelection(profile, settings: changed)
        changed.sampleIndex = value.isEmpty ? "" : sampleTypes[selection.column]
      } else if option.takesNames {
        _ = try Self.expression(value)
      }
    }
    settings = changed
  }

  private func shown(_ option: ShellOption) -> String {
    let text =
      switch option.place {
      case .flag(let path): String(settings[keyPath: path])
      case .number(let path): Self.short(settings[keyPath: path])
      case .text(let path): settings[keyPath: path]
      case .nodeCount: String(settings.nodeCount ?? -1)
      case .granularity: settings.granularity == .functions ? "(default)" : settings.granularity.rawValue
      case .sort: settings.sortsByCumulative ? "cum" : "flat"
      case .output: output
      }
    if option == .sampleIndex, text.isEmpty { return profile.defaultColumn.map { sampleTypes[$0] } ?? "" }
    return text.isEmpty ? "\"\"" : TerminalText.safe(text)
  }

  /// All options with their values, as pprof shows them.
  private func options() -> String {
    let lines = ShellOption.allCases.map { option -> String in
      var comment = option.choices.isEmpty ? "" : "[\(option.choices.joined(separator: " | "))]"
      if option == .sampleIndex { comment = TerminalText.safe("[\(sampleTypes.joined(separator: " | "))]") }
      if option == .nodeCount, settings.nodeCount == nil { comment = "default" }
      return "  \(Self.padded(option.rawValue, 25)) = \(Self.padded(shown(option), 20)) "
        + (comment.isEmpty ? "" : "//: \(comment)")
    }
    return lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { $0 + "\n" }.joined()
  }

  // MARK: Text

  /// What pprof takes for true and false; nil for anything else.
  private static func flag(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "t", "yes", "y", "1", "": true
    case "false", "f", "no", "n", "0": false
    default: nil
    }
  }

  /// A number as Go prints it: without a fraction that is zero.
  private static func short(_ number: Double) -> String {
    let text = String(number)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func withoutComment(_ text: String) -> String {
    guard let range = text.ranges(of: "//:").last else { return text }
    return String(text[..<range.lowerBound])
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
  }
}
