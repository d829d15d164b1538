// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// The statement of the service's own code that puts elements into a growing container, looked up in the sources.
///
/// Told only when there is one such statement and no other: `c.pages[url] = page`, `l.events = append(l.events, e)`. For
/// functions that were registered it is the one that makes the function, which is where a request begins to be kept.
struct HolderStatement {
  private let sources: SourceExcerpts
  private let holder: GrowingHolder
  /// Import path of the package of each source file, as far as profiles name a function in it.
  private let packages: [String: String]
  private static let lineLimit = 20_000

  init(_ holder: GrowingHolder, in sources: SourceExcerpts, packages: [String: String]) {
    self.holder = holder
    self.sources = sources
    self.packages = packages
  }

  /// The line with its function; nil when none or several could be meant.
  var frame: CodeFrame? {
    if let closure = holder.closure { return maker(of: closure) }
    let target: (package: String, names: [String])
    if let field = HolderField(holder) {
      target = (field.package, [".\(field.name)"])
    } else if holder.root.sort == .variable {
      let name = GoFunctionName(holder.root.name)
      let fields = holder.containerPath.split(separator: ".").dropFirst().last.map(String.init) ?? name.localName
      target = (Self.last(name.packagePath), Array(Set([name.localName, ".\(fields)"])))
    } else if holder.isLocal, let local = holder.root.local {
      target = (Self.last(GoFunctionName(holder.root.function ?? "").packagePath), [local])
    } else {
      return nil
    }
    return statement(inPackage: target.package) { code in target.names.contains { stores(code, into: $0) } }
  }

  private func stores(_ code: String, into name: String) -> Bool {
    func begins(_ text: Substring) -> Bool {
      guard text.hasSuffix(name) else { return false }
      // A field has its holder before the dot; a variable has nothing that belongs to a name.
      guard let before = text.dropLast(name.count).last else { return !name.hasPrefix(".") }
      return name.hasPrefix(".") || !(before.isLetter || before.isNumber || before == "_" || before == ".")
    }
    switch holder.container {
    case .map:
      guard let equals = code.firstRange(of: "] = "), let open = code.firstIndex(of: "[") else { return false }
      return open < equals.lowerBound && begins(code[..<open])
    case .syncMap:
      return [".Store(", ".LoadOrStore(", ".Swap("].contains { call in
        code.firstRange(of: call).map { begins(code[..<$0.lowerBound]) } ?? false
      }
    case .slice:
      guard let call = code.firstRange(of: " = append(") else { return false }
      return begins(code[..<call.lowerBound])
    case .channel:
      guard let arrow = code.firstRange(of: " <- ") else { return false }
      return begins(code[..<arrow.lowerBound])
    case .list:
      return [".PushBack(", ".PushFront("].contains { call in
        code.firstRange(of: call).map { begins(code[..<$0.lowerBound]) } ?? false
      }
    case .pool:
      return code.firstRange(of: ".Put(").map { begins(code[..<$0.lowerBound]) } ?? false
    default: return false
    }
  }

  /// The line at which `main.edit.func1` stands in `edit`: its first function without a name, and so on.
  private func maker(of closure: String) -> CodeFrame? {
    let name = GoFunctionName(closure)
    let parts = name.localName.split(separator: ".")
    guard let last = parts.last, last.hasPrefix("func"), let number = Int(last.dropFirst(4)), parts.count >= 2,
      number >= 1
    else { return nil }
    let function = String(parts[parts.count - 2])
    var isInside = false
    var count = 0
    return statement(inPackage: Self.last(name.packagePath)) { code in
      if code.hasPrefix("func ") { isInside = code.contains(" \(function)(") || code.contains(") \(function)(") }
      guard isInside, !code.hasPrefix("func "), code.contains("func(") else { return false }
      count += 1
      return count == number
    }
  }

  /// The one line of a package's files for which `isMeant` says yes.
  private func statement(inPackage name: String, where isMeant: (String) -> Bool) -> CodeFrame? {
    var found: CodeFrame?
    for file in sources.paths {
      let lines = sources.lines(of: file, 1...Self.lineLimit)
      guard lines.contains(where: { $0.text.hasPrefix("package \(name)") && GoLine.code($0.text) == "package \(name)" })
      else { continue }
      let path = packages[file] ?? name
      var function = path
      for line in lines {
        let code = GoLine.code(line.text)
        if GoLine.indentation(line.text) == 0, code.hasPrefix("func ") {
          function = "\(path).\(Self.functionName(code))"
        }
        guard isMeant(code) else { continue }
        if found != nil { return nil }
        found = CodeFrame(function: function, location: SourceLocation(file: file, line: line.line))
      }
    }
    return found
  }

  /// `(*Cache).Page` of `func (c *Cache) Page(url string) *Page {`.
  static func functionName(_ code: String) -> String {
    var rest = code.dropFirst(5)
    var receiver = ""
    if rest.hasPrefix("("), let close = rest.firstIndex(of: ")") {
      let type = rest[rest.index(after: rest.startIndex)..<close].split(separator: " ").last ?? ""
      let plain = type.prefix { $0 != "[" }
      receiver = plain.hasPrefix("*") ? "(\(plain))." : "\(plain)."
      rest = rest[rest.index(after: close)...].drop { $0 == " " }
    }
    return receiver + rest.prefix { $0 != "(" && $0 != "[" }
  }

  private static func last(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
