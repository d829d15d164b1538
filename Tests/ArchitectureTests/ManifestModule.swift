// SPDX-License-Identifier: Apache-2.0

/// A line of the manifest's list of modules.
struct ManifestModule: Hashable, Sendable {
  var name: String
  var imports: [String]
  var libraries: [String]

  /// The modules of a manifest, lowest first, and the executable above them all.
  ///
  /// Reads the lists `pureModules` and `networkModules`, which are data: `Module(name: "...", imports: [...], libraries:
  /// [...])`.
  static func all(inManifest text: String) -> [ManifestModule] {
    let pure = modules(in: list(named: "pureModules", in: text))
    let network = modules(in: list(named: "networkModules", in: text))
    return pure + network + [ManifestModule(name: "stanch", imports: ["Commands"], libraries: [])]
  }

  private static func list(named name: String, in text: String) -> Substring {
    guard let start = text.firstRange(of: "let \(name): [Module] = [") else { return "" }
    return balanced(text[text.index(before: start.upperBound)...])
  }

  private static func modules(in list: Substring) -> [ManifestModule] {
    list.ranges(of: "Module(").compactMap { range in
      let call = balanced(list[list.index(before: range.upperBound)...])
      guard let name = call.firstMatch(of: /name:\s*"(\w+)"/) else { return nil }
      let imports = call.firstMatch(of: /imports:\s*\[([^\]]*)\]/)?.1 ?? ""
      let libraries =
        call.firstRange(of: "libraries:").map { balanced(call[$0.upperBound...].drop { $0 != "[" }) } ?? ""
      return ManifestModule(
        name: String(name.1),
        imports: imports.matches(of: /"(\w+)"/).map { String($0.1) },
        // `package: "..."` names no module; its names have hyphens.
        libraries: libraries.replacing(/package:\s*"[^"]*"/, with: "").matches(of: /"(\w+)"/).map { String($0.1) }
      )
    }
  }

  /// The text from a bracket to the one that closes it.
  private static func balanced(_ text: Substring) -> Substring {
    var depth = 0
    for index in text.indices {
      switch text[index] {
      case "(", "[": depth += 1
      case ")", "]":
        depth -= 1
        if depth == 0 { return text[...index] }
      default: break
      }
    }
    return text
  }
}
