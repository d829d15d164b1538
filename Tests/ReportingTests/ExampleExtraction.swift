// SPDX-License-Identifier: Apache-2.0

import Foundation
import Reporting
import TestSupport

/// Takes from the programs of the laboratory what a reader must see of a kind.
struct ExampleExtraction {
  /// A declaration at the top of a Go file with the comment above it.
  private struct Declaration: Hashable {
    var text: String

    /// Without marks, which only leaky programs have.
    var bare: String { text.replacing(#/\ *//\ leak:\ (here|also)/#, with: "") }
    var isMarked: Bool { text.contains("// leak: here") }
    var lineCount: Int { text.split(separator: "\n").count }
    /// The name of a type, variable or constant; nil for functions, and for groups in brackets.
    var dataName: String? {
      text.firstMatch(of: /(?m)^(type|var|const) (\w+)/).map { String($0.2) }
    }

    func names(_ word: String) -> Bool {
      bare.split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains(Substring(word))
    }
  }

  private struct GoFile {
    var path: String
    var declarations: [Declaration]
  }

  private static let folder = "Examples/leaks"
  /// Types up to this length help a reader; longer ones stand in the way.
  private static let smallType = 10

  /// The programs of the variant that needs the fewest lines; nil when there is none.
  static func program(of kind: String) throws -> ExampleProgram? {
    let root = Fixtures.repository.appending(path: "\(folder)/\(kind)")
    guard FileManager.default.fileExists(atPath: root.path) else { return nil }
    let variants = try FileManager.default.contentsOfDirectory(atPath: root.path)
      .filter { $0.hasPrefix("leaky") }.map { String($0.dropFirst("leaky".count)) }
    let programs = try variants.map { try program(of: kind, variant: $0) }
    return programs.min { (size($0), $0.leaky.first?.path ?? "") < (size($1), $1.leaky.first?.path ?? "") }
  }

  private static func size(_ program: ExampleProgram) -> Int {
    (program.leaky + program.fixed).reduce(0) { $0 + $1.code.utf8.count }
  }

  private static func program(of kind: String, variant: String) throws -> ExampleProgram {
    let leaky = try files(in: "\(folder)/\(kind)/leaky\(variant)")
    let fixed = try files(in: "\(folder)/\(kind)/fixed\(variant)")
    return ExampleProgram(leaky: parts(of: leaky, comparedWith: fixed), fixed: parts(of: fixed, comparedWith: leaky))
  }

  /// What differs, what is marked on either side, and the small types that these name.
  private static func parts(of files: [GoFile], comparedWith others: [GoFile]) -> [ExampleProgram.Part] {
    let other = Set(others.flatMap(\.declarations).map(\.bare))
    let marked = Set((files + others).flatMap(\.declarations).filter(\.isMarked).map(\.bare))
    var kept = Set(files.flatMap(\.declarations).filter { !other.contains($0.bare) || marked.contains($0.bare) })
    let subjects = kept
    for declaration in files.flatMap(\.declarations) where declaration.lineCount <= smallType {
      if let name = declaration.dataName, subjects.contains(where: { $0.names(name) }) { kept.insert(declaration) }
    }
    return files.compactMap { file in
      let shown = file.declarations.filter { kept.contains($0) }
      // A file of types alone explains nothing.
      guard shown.contains(where: { subjects.contains($0) }) else { return nil }
      let code = shown.map(\.text).joined(separator: "\n\n").replacing("\t", with: "    ")
      return ExampleProgram.Part(path: file.path, code: code)
    }
  }

  private static func files(in folder: String) throws -> [GoFile] {
    let root = Fixtures.repository.appending(path: folder)
    return try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { $0.hasSuffix(".go") }.sorted()
      .map { path in
        let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        return GoFile(path: "\(folder)/\(path)", declarations: declarations(of: text))
      }
  }

  /// gofmt begins every declaration, its comment and its last bracket at the margin.
  private static func declarations(of text: String) -> [Declaration] {
    var result: [Declaration] = []
    var current: [Substring] = []
    func end() {
      let isComment = current.allSatisfy { $0.hasPrefix("//") }
      let first = current.first { !$0.hasPrefix("//") } ?? ""
      if !isComment, !first.hasPrefix("package "), !first.hasPrefix("import ") {
        result.append(Declaration(text: current.joined(separator: "\n")))
      }
      current = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isInside = current.contains { !$0.hasPrefix("\t") && ($0.hasSuffix("{") || $0.hasSuffix("(")) }
      if line.isEmpty, !isInside {
        if !current.isEmpty { end() }
        continue
      }
      current.append(line)
      if line == "}" || line == ")" { end() }
    }
    if !current.isEmpty { end() }
    return result
  }
}
