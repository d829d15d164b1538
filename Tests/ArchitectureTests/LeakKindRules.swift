// SPDX-License-Identifier: Apache-2.0

/// What the repository holds of one kind of goroutine leak.
struct LeakKindEntry: Hashable, Sendable {
  let type: String
  let id: String
  let path: String

  /// The kind that a file under `LeakKinds/` declares; nil when it declares none that goroutines show.
  init?(_ file: SourceText) {
    let text = file.lines.joined(separator: "\n")
    guard let type = text.firstMatch(of: /struct (\w+): GoroutineLeakKind\b/),
      let id = text.firstMatch(of: /let id = "([a-z-]+)"/)
    else { return nil }
    self.type = String(type.1)
    self.id = String(id.1)
    path = file.path
  }
}

/// One kind = one file, one line in the list, one folder of examples, one line of documentation.
enum LeakKindRules {
  /// What is missing for a kind; `paths` are all files of the repository.
  static func missing(_ kind: LeakKindEntry, registry: SourceText, paths: Set<String>) -> [String] {
    var violations: [String] = []
    if !registry.uses(word: kind.type) { violations.append("\(registry.path) has no line for \(kind.type)") }
    for variant in ["leaky", "fixed"] where !paths.contains("Examples/leaks/\(kind.id)/\(variant)/main.go") {
      violations.append("Examples/leaks/\(kind.id)/\(variant)/main.go is missing")
    }
    let file = kind.path.split(separator: "/").last.map { $0.dropLast(".swift".count).lowercased() }
    if file != kind.id.filter({ $0 != "-" }) || file != kind.type.lowercased() {
      violations.append("\(kind.path) is not named after \(kind.id)")
    }
    return violations
  }

  /// The ids that the vocabulary settles: each begins a row of a table.
  static func vocabulary(of document: String) -> Set<String> {
    Set(document.matches(of: /(?m)^\| `([a-z-]+)` \|/).map { String($0.1) })
  }

  /// Example folders whose kind does not exist.
  static func strayExamples(paths: Set<String>, kinds: Set<String>) -> [String] {
    let folders = Set(
      paths.compactMap { path -> String? in
        let parts = path.split(separator: "/")
        return parts.count >= 4 && parts[0] == "Examples" && parts[1] == "leaks" ? String(parts[2]) : nil
      }
    )
    return folders.subtracting(kinds).sorted().map { "Examples/leaks/\($0) shows a kind that is not in the vocabulary" }
  }

  /// Leaky examples must mark the line that a finding has to point to; others must not.
  ///
  /// A program whose folder does not tell says in its header which kind it shows.
  static func markers(of program: String, files: [SourceText]) -> [String] {
    let count = files.reduce(0) { $0 + $1.lines.count { $0.contains("// leak: here") } }
    let isLeaky =
      program.split(separator: "/").last?.hasPrefix("leaky") == true
      || files.contains { $0.lines.contains { $0.hasPrefix("// kind: ") } }
    if isLeaky { return count >= 1 ? [] : ["\(program) does not mark its leak with `// leak: here`"] }
    return count == 0 ? [] : ["\(program) marks a leak and should have none"]
  }
}
