// SPDX-License-Identifier: Apache-2.0

import Analysis
import Diagnosis

/// Words of a report, each kept, replaced by a pseudonym, or hidden.
///
/// A sentence keeps a word only when this program says it itself (`OwnVocabulary`), when it is a number, or when it is the
/// name of a function that the report names elsewhere. All others are hidden, whatever they look like: what a service may
/// put into labels, paths and messages has no form that a pattern could find.
struct RedactedWords {
  /// What stands for a word that is hidden.
  static let hidden = "[hidden]"
  /// What the target is called.
  static let service = "the service"

  /// Function names as a report writes them, full and short.
  private var functions: Set<String> = []
  /// What a source file is called from now on, by its path and by the end of it.
  private var sourceFiles: [String: String] = [:]
  /// What a saved file is called, by its name.
  private var savedFiles: [String: String] = [:]
  /// Names of the target, of its host and of what was asked.
  private var names: Set<String> = []

  init(_ report: ReportTree) {
    var found = self
    report.forEachObject { object in
      guard let function = object.text("function") else {
        if case .object(let fields) = object, fields["line"] == nil, let file = object.text("file") {
          if found.savedFiles[file] == nil { found.savedFiles[file] = "file-\(found.savedFiles.count + 1)" }
        }
        return
      }
      let name = GoFunctionName(function)
      found.functions.formUnion([function, name.short])
      if let path = object.text("file") {
        let base = path.split(separator: "/").last.map(String.init) ?? Self.hidden
        let redacted = name.packagePath.isEmpty ? base : "\(name.packagePath)/\(base)"
        found.sourceFiles[path] = redacted
        found.sourceFiles[ShortPath(path).text] = ShortPath(redacted).text
      }
    }
    if case .object(let fields) = report, let target = fields["target"] {
      found.names = Set(["name", "address", "host"].compactMap { target.text($0) })
    }
    self = found
  }

  private init() {}

  // MARK: Fields

  /// A source file as its package path and its name.
  func sourceFile(_ path: String) -> String {
    sourceFiles[path] ?? path.split(separator: "/").last.map(String.init) ?? Self.hidden
  }

  /// A pseudonym for a file that somebody saved.
  func savedFile(_ name: String) -> String { savedFiles[name] ?? Self.hidden }

  /// A request from the part on that is the same at every service.
  func endpoint(_ request: String) -> String {
    let match = request.firstMatch(
      of: /\/(debug\/pprof\/[a-z]+|debug\/vars|metrics)(\?[a-z]+=[0-9.]+(&[a-z]+=[0-9.]+)*)?$/
    )
    return match.map { String($0.0) } ?? sentence(request)
  }

  /// Whether this program says a word itself.
  func isOwn(_ word: String) -> Bool { OwnVocabulary.contains(word) || Self.kinds.contains(word) }

  private static let kinds = Set(LeakKinds.all.map(\.id))

  // MARK: Sentences

  /// A text of which only the words stay that may.
  func sentence(_ text: String) -> String {
    if let file = savedFiles[text] { return file }
    var text = text
    // A name of several words has no end that its words could show.
    for name in names where name.contains(" ") { text = text.replacing(name, with: Self.service) }
    // Between backticks stands source of the target.
    let spans = text.split(separator: "`", omittingEmptySubsequences: false)
    guard spans.count > 1 else { return words(of: Substring(text)) }
    return spans.enumerated().map { index, span in
      guard index.isMultiple(of: 2) else { return isOwn(String(span)) ? "`\(span)`" : "`\(Self.hidden)`" }
      return (span.hasPrefix(" ") ? " " : "") + words(of: span) + (span.count > 1 && span.hasSuffix(" ") ? " " : "")
    }.joined()
  }

  private func words(of text: Substring) -> String {
    var words: [Substring] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      let redacted = self.word(word)
      // How many words a name has is nobody's concern.
      if redacted.hasPrefix(Self.hidden), words.last == Self.hidden[...] { words.removeLast() }
      words.append(redacted)
    }
    return words.joined(separator: " ")
  }

  private func word(_ word: Substring) -> Substring {
    let parts = PunctuatedWord(word)
    return parts.before + (core(parts.core) ?? Substring(Self.hidden)) + parts.after
  }

  /// What becomes of a word without its punctuation; nil when it is hidden.
  private func core(_ core: Substring) -> Substring? {
    let text = String(core)
    // First, for a service may be called as a word of this program.
    if names.contains(text) { return Substring(Self.service) }
    if isOwn(text) || functions.contains(text) || Self.isNumber(core) || Self.isMark(core) { return core }
    if let file = savedFiles[text] { return Substring(file) }
    if let file = sourceFiles[text] { return Substring(file) }
    // A place in a file.
    if let colon = core.lastIndex(of: ":"), let file = sourceFiles[String(core[..<colon])] {
      let line = core[core.index(after: colon)...]
      return line.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Substring(file) + core[colon...] : nil
    }
    // A rate, a unit behind a number, a name with its possessive.
    if core.hasSuffix("/s"), let rest = self.core(core.dropLast(2)) { return rest + "/s" }
    let digits = core.prefix { "0123456789.,+-".contains($0) }
    if !digits.isEmpty, digits.count < core.count, Self.isNumber(digits), isOwn(String(core[digits.endIndex...])) {
      return core
    }
    return nil
  }

  /// A sign between words, such as "=" or "->"; nobody is called so.
  private static func isMark(_ text: Substring) -> Bool {
    text.utf8.count <= 2 && text.utf8.allSatisfy { "+-*/=<>%&|{}!.,;:".utf8.contains($0) }
  }

  /// Digits with separators as this program writes numbers; dotted groups are addresses.
  private static func isNumber(_ text: Substring) -> Bool {
    text.wholeMatch(of: /[+\-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?(e-?[0-9]{1,3})?%?/) != nil
  }
}
