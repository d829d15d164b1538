// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import FoundationEssentials

/// A folder whose go.mod declares a module.
struct GoModuleFolder: Hashable, Sendable {
  /// The module path, for example `example.com/orders`.
  let module: String
  let folder: SourceFolder

  /// The module declared right in a folder; nil when it holds no go.mod.
  init?(in folder: SourceFolder) {
    guard let module = Self.declaredModule(in: folder.path + "/go.mod") else { return nil }
    self.module = module
    self.folder = folder
  }

  /// The module of a folder: the nearest go.mod in it or above it counts.
  static func around(_ folder: SourceFolder) -> GoModuleFolder? {
    above(folder.path) { _ in true }
  }

  /// The folder at or above a path whose go.mod declares that module.
  static func declaring(_ module: String, above path: String) -> GoModuleFolder? {
    above(path) { $0.module == module }
  }

  private static func above(_ path: String, _ isWanted: (GoModuleFolder) -> Bool) -> GoModuleFolder? {
    var elements = path.split(separator: "/")
    while !elements.isEmpty {
      if let folder = SourceFolder("/" + elements.joined(separator: "/")), let found = GoModuleFolder(in: folder),
        isWanted(found)
      {
        return found
      }
      elements.removeLast()
    }
    return nil
  }

  /// Modules in the folders below a folder, to a depth of three: repositories of several modules have them there.
  ///
  /// Looks at 500 folders at most, so that a home folder or a large repository costs nothing worth noting.
  static func below(_ folder: SourceFolder) -> [GoModuleFolder] {
    var found: [GoModuleFolder] = []
    var level = [folder]
    var budget = 500
    for _ in 0..<3 {
      var next: [SourceFolder] = []
      for parent in level {
        for name in names(in: parent) where budget > 0 && !isPassedOver(name) {
          budget -= 1
          guard let child = parent.folder(name) else { continue }
          if let module = GoModuleFolder(in: child) { found.append(module) }
          next.append(child)
        }
      }
      level = next
    }
    return found
  }

  private static func names(in folder: SourceFolder) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    } catch {
      // Not readable: no module of ours is in there.
      return []
    }
  }

  /// Folders that the go command passes over as well, and one that is large and never holds Go.
  private static func isPassedOver(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasPrefix("_") || ["vendor", "testdata", "node_modules"].contains(name)
  }

  /// The path on the `module` line of a go.mod.
  private static func declaredModule(in path: String) -> String? {
    let text: String
    do {
      let file = try MappedFile(path: path, limit: 1 << 20)
      text = String(decoding: [UInt8](copying: file.bytes), as: UTF8.self)
    } catch {
      // No go.mod here.
      return nil
    }
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      if words.count >= 2, words[0] == "module" { return words[1].filter { $0 != "\"" } }
    }
    return nil
  }
}
