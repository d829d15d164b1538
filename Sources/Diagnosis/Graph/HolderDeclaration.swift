// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// The line that declares what holds growing memory, looked up in the sources: debug information does not tell it.
///
/// A variable of a package, the field of a structure, or a local variable of a function. Nothing is claimed when the sources
/// are not there.
struct HolderDeclaration {
  private let sources: SourceExcerpts
  private let history: GoroutineHistory
  private static let lineLimit = 20_000

  init(_ caseFile: CaseFile) {
    sources = caseFile.capture.sources
    history = caseFile.goroutines
  }

  /// The declaration of a holder's container, else of its root; nil when it is not found.
  func location(of holder: GrowingHolder) -> Finding.Location? {
    if let field = HolderField(holder), let found = fieldDeclaration(field.type, field.name) { return found }
    switch holder.root.sort {
    case .variable: return variable(holder.root.name)
    case .goroutine: return local(holder.root)
    case .finalizer, .cleanup, .runtime: return nil
    }
  }

  // MARK: Looking

  private func variable(_ name: String) -> Finding.Location? {
    let parts = GoFunctionName(name)
    let variable = parts.localName.prefix { $0 != "." && $0 != "[" }
    guard !variable.isEmpty else { return nil }
    return declaration(inPackage: parts.packagePath) { line, code in
      if code.hasPrefix("var \(variable) ") || code.hasPrefix("var \(variable),") { return true }
      // In a block: one tab, the name, and a type or value behind blanks.
      return line.hasPrefix("\t\(variable) ") && GoLine.indentation(line) == 1 && !code.hasPrefix("\(variable) :=")
    }
  }

  private func fieldDeclaration(_ type: String, _ field: String) -> Finding.Location? {
    let parts = type.split(separator: ".", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    let name = parts[1].prefix { $0 != "[" }
    var isInside = false
    return declaration(inPackage: String(parts[0])) { line, code in
      if code.hasPrefix("type \(name)"), code.hasSuffix("struct {") { isInside = true }
      if isInside, code == "}" { isInside = false }
      guard isInside else { return false }
      let names = code.split(separator: " ", maxSplits: 1).first.map { $0.split(separator: ",") } ?? []
      return names.contains { $0 == field } || code.hasPrefix("\(field) ")
    }
  }

  private func local(_ root: GrowingHolder.Root) -> Finding.Location? {
    guard let function = root.function else { return nil }
    let frames = history.series.lazy.flatMap { $0.stack.frames }
    guard let frame = frames.first(where: { $0.function == function }) else { return nil }
    guard let local = root.local else { return Finding.Location(frame, role: .heldBy, in: sources) }
    // Upwards from where the goroutine stands to the head of its function.
    for line in stride(from: frame.location.line, to: max(0, frame.location.line - 400), by: -1) {
      let place = SourceLocation(file: frame.location.file, line: line)
      guard let text = sources.text(at: place) else { break }
      let code = GoLine.code(text)
      let isHead = code.hasPrefix("func ") || code.contains("func(")
      let declared = code.firstRange(of: " := ").map { code[..<$0.lowerBound] } ?? ""
      let names = declared.split { $0 == "," || $0 == " " }
      if names.contains(where: { $0 == local }) || code.hasPrefix("var \(local) ") || (isHead && code.contains(local)) {
        return Finding.Location(CodeFrame(function: function, location: place), role: .heldBy, in: sources)
      }
      if isHead, GoLine.indentation(text) == 0 { break }
    }
    return Finding.Location(frame, role: .heldBy, in: sources)
  }

  /// The first line of a package's files for which `isMeant` says yes.
  private func declaration(
    inPackage path: String,
    where isMeant: (_ line: String, _ code: String) -> Bool
  ) -> Finding.Location? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    for file in sources.paths {
      let lines = sources.lines(of: file, 1...Self.lineLimit)
      guard let package = lines.first(where: { $0.text.hasPrefix("package ") }),
        GoLine.code(package.text) == "package \(name)"
      else { continue }
      for line in lines where isMeant(line.text, GoLine.code(line.text)) {
        let place = SourceLocation(file: file, line: line.line)
        return Finding.Location(CodeFrame(function: path, location: place), role: .heldBy, in: sources)
      }
    }
    return nil
  }
}
