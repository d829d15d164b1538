// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import FoundationEssentials

/// A report for the eyes of strangers: what a service does, and not what it is called, where it runs and what it says.
///
/// Function names, package paths, names of source files, counts, sizes and times stay. Hosts, addresses, names of
/// programs and files, folders, command lines, process ids and source lines go; sentences keep the tool's own words. What
/// each field becomes is listed here; a field that is not listed is a sentence. Renderers get the redacted report, so that
/// no output can show what another hides. Documentation/Redaction.md says what stays.
package struct Redaction {
  private let words: RedactedWords

  /// The report without what could tell whose it is.
  ///
  /// Throws when the report does not hold together afterwards; then there is nothing that may be shown.
  package static func redacted(_ report: Report) throws -> Report {
    let encoder = JSONEncoder()
    let decoder = JSONDecoder()
    let tree = try decoder.decode(ReportTree.self, from: try encoder.encode(report))
    let result = Redaction(words: RedactedWords(tree)).redacted(tree, field: "")
    return try decoder.decode(Report.self, from: try encoder.encode(result))
  }

  /// What becomes of a text, by the name of its field.
  private enum Rule {
    /// One of this program's own names for kinds, units and series, which are made of small letters.
    case own
    /// A list of source lines or of commands with paths in them: nothing of it stays.
    case emptied
    /// A moment or a version: digits and what stands between them.
    case digits
    /// Of a function, package or module: stays.
    case codeName
    /// A path through the memory: variables, fields and types stay, as far as it consists of nothing else.
    case codePath
    /// A version of Go: stays as far as it looks like one.
    case goVersion
    /// A request: stays from the part on that is the same at every service.
    case endpoint
    /// A pseudonym that is the same everywhere in the report.
    case pseudonym(String)
    /// Code shown as an example: stays when a leak kind shows the same to everybody.
    case example
    case removed
    /// Keeps the tool's own words, numbers and what is known to stay.
    case sentence
  }

  private static func rule(for field: String) -> Rule {
    switch field {
    case "kind", "level", "verdict", "proof", "role", "unit", "owner", "name": .own
    case "sources", "checks": .emptied
    case "version", "at", "started": .digits
    case "function", "module": .codeName
    case "path", "edge", "type": .codePath
    case "goVersion", "moduleGoVersion": .goVersion
    case "endpoint": .endpoint
    case "host": .pseudonym("host")
    case "before", "after", "test", "alertRule", "lintRule": .example
    case "address", "pid", "excerpt": .removed
    default: .sentence
    }
  }

  private func redacted(_ tree: ReportTree, field: String) -> ReportTree {
    switch tree {
    case .text(let text): redacted(text, field: field).map { .text($0) } ?? .null
    case .list(let values):
      if case .emptied = Self.rule(for: field) {
        .list([])
      } else {
        .list(values.map { redacted($0, field: field) }.filter { !$0.isNull })
      }
    case .object(let fields): .object(redacted(fields, of: field))
    default: tree
    }
  }

  private func redacted(_ fields: [String: ReportTree], of parent: String) -> [String: ReportTree] {
    var result: [String: ReportTree] = [:]
    for (field, value) in fields {
      if case .removed = Self.rule(for: field) { continue }
      switch (field, value, parent) {
      case ("name", .text, "target"): result[field] = .text(RedactedWords.service)
      case ("name", .text(let name), "tool"): result[field] = .text(name == "stanch" ? name : RedactedWords.hidden)
      // A source file is named together with its function; other files are what somebody saved.
      case ("file", .text(let path), _):
        let function = ReportTree.object(fields).text("function")
        result[field] = .text(fields["line"] != nil || function != nil ? words.sourceFile(path) : words.savedFile(path))
      default:
        let redacted = redacted(value, field: field)
        if !redacted.isNull { result[field] = redacted }
      }
    }
    return result
  }

  /// What a text becomes; nil when nothing stays of it.
  private func redacted(_ text: String, field: String) -> String? {
    switch Self.rule(for: field) {
    case .own: text.wholeMatch(of: /[a-z][a-z0-9]*([_\-][a-z0-9]+){0,9}/) == nil ? RedactedWords.hidden : text
    case .digits: text.wholeMatch(of: /[0-9][0-9.:TZ\-]{0,40}/) == nil ? RedactedWords.hidden : text
    case .codeName: text
    case .codePath:
      text.wholeMatch(of: /([A-Za-z0-9_.*()\[\]<>^?{}~; \-]|\ \/\ ){1,2000}/) == nil ? words.sentence(text) : text
    case .goVersion:
      text.prefixMatch(of: /(go)?1\.[0-9]{1,3}(\.[0-9]{1,3})?((rc|beta)[0-9]{1,2})?/).map { String($0.0) }
    case .endpoint: words.endpoint(text)
    case .pseudonym(let name): "\(name)-1"
    case .example: Self.examples.contains(text) ? text : nil
    case .removed, .emptied: nil
    case .sentence: words.sentence(text)
    }
  }

  /// The code that leak kinds show to everybody.
  private static let examples: Set<String> = Set(
    LeakKinds.all.flatMap { kind in
      [kind.fix.before, kind.fix.after, kind.safeguard.test, kind.safeguard.alertRule, kind.safeguard.lintRule]
        .compactMap { $0 }
    }
  )
}

extension ReportTree {
  fileprivate var isNull: Bool { if case .null = self { true } else { false } }
}
