// SPDX-License-Identifier: Apache-2.0

/// The rules of the house: pure functions from what files say to sentences about what breaks a rule.
///
/// An empty result means that the rule is kept. Every rule is tested twice: on the repository, and on a file that breaks it.
enum HouseRules {
  /// What belongs to the toolchain and not to a package.
  static let toolchainModules: Set<String> = [
    "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Musl", "Synchronization",
  ]
  /// Modules that may open sockets.
  static let networked: Set<String> = ["Acquisition", "Commands", "WebInterface"]
  /// Modules that may leave memory safety; C shims are not Swift and need no word for it.
  static let mayBeUnsafe: Set<String> = ["ByteDecoding", "ProcessImages"]
  /// Modules that handle bytes or values alone, and start in a millisecond because of it.
  static let withoutAnyFoundation: Set<String> = [
    "ByteDecoding", "GraphAlgorithms", "StatisticalTests", "Evidence", "ProfileFormats", "RuntimeTextFormats",
    "ProcessImages", "Analysis", "Diagnosis",
  ]
  /// Names that say nothing about what is in a file.
  static let emptyNames = ["Helper", "Helpers", "Util", "Utils", "Utilities", "Common", "Shared", "Manager", "Misc"]

  /// A module names only modules above it, and each name is a module.
  static func order(of modules: [ManifestModule]) -> [String] {
    var above: Set<String> = []
    var violations: [String] = []
    for module in modules {
      violations += module.imports.filter { !above.contains($0) }.map {
        "\(module.name) lists \($0), which does not stand above it in Package.swift"
      }
      if !above.insert(module.name).inserted { violations.append("\(module.name) is listed twice in Package.swift") }
    }
    return violations
  }

  /// A file imports only what the manifest lists for its module.
  static func arrows(of file: SourceText, modules: [ManifestModule]) -> [String] {
    guard let name = file.module else { return [] }
    guard let module = modules.first(where: { $0.name == name }) else {
      return ["\(file.path) belongs to \(name), which is not a module of Package.swift"]
    }
    let allowed = toolchainModules.union(module.imports).union(module.libraries)
    return file.imports.filter { !allowed.contains($0) }.map {
      "\(file.path) imports \($0), an arrow that Package.swift does not list for \(name)"
    }
  }

  /// Network libraries are listed only for the modules that may open sockets.
  static func network(in modules: [ManifestModule]) -> [String] {
    let packages = modules.filter { !networked.contains($0.name) }.flatMap { module in
      // System libraries are ours to wrap: their module names begin with a capital C.
      module.libraries.filter { !isSystemLibrary($0) }.map { (module.name, $0) }
    }
    return packages.map { "\($0.0) uses \($0.1): only \(networked.sorted()) may depend on packages" }
  }

  /// Foundation stays out of the decoders and of everything that judges; elsewhere it is FoundationEssentials.
  ///
  /// The whole of Foundation brings tables of all languages: 34 MB in a static executable.
  static func foundation(in file: SourceText) -> [String] {
    guard let module = file.module else { return [] }
    return file.imports.filter {
      $0 == "Foundation" || withoutAnyFoundation.contains(module) && $0.hasPrefix("Foundation")
    }.map { "\(file.path) imports \($0)" }
  }

  /// Code that leaves memory safety lies in few places, where it is reviewed.
  static func unsafety(in file: SourceText) -> [String] {
    guard let module = file.module, !mayBeUnsafe.contains(module), file.uses(word: "unsafe") else { return [] }
    return ["\(file.path) is unsafe code outside of \(mayBeUnsafe.sorted())"]
  }

  /// A file is named after what it holds.
  static func name(of file: SourceText) -> [String] {
    let facets = file.name.split(separator: "+")
    return emptyNames.filter { empty in
      facets.contains {
        $0 == empty || ($0.hasSuffix(empty) && empty.hasSuffix("s")) || $0.hasSuffix("Manager") && empty == "Manager"
      }
    }.map { "\(file.path) is named \($0): name the file after what it does" }
  }

  /// A file says its license first; only a line for the system or the tools may come before.
  ///
  /// An empty file holds nothing that could be licensed.
  static func license(of file: SourceText) -> [String] {
    if file.lines.allSatisfy(\.isEmpty) { return [] }
    let isLead = file.lines.first.map { $0.hasPrefix("#!") || $0.hasPrefix("// swift-tools-version") } ?? false
    let line = file.lines.dropFirst(isLead ? 1 : 0).first ?? ""
    return line.hasSuffix("SPDX-License-Identifier: Apache-2.0") ? [] : ["\(file.path) does not begin with its license"]
  }

  private static func isSystemLibrary(_ name: String) -> Bool {
    name.first == "C" && name.dropFirst().first?.isUppercase == true
  }
}
