// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import FoundationEssentials

/// Where on this machine the source of a path in a stack may lie.
///
/// Programs built with `-trimpath` name files by module path (`example.com/orders/quote/fanout.go`). A folder whose go.mod
/// declares that module holds the file. Looked for in the folders that the user names and around the current one.
package struct SourceRoots: Sendable {
  private struct Root: Sendable {
    var module: String
    var folder: String
  }

  private var roots: [Root] = []

  /// Roots for the given folders and the current one; for each the nearest go.mod in it or above it counts.
  package init(folders: [String] = [], current: String? = FileManager.default.currentDirectoryPath) {
    for folder in folders + [current].compactMap({ $0 }) {
      if let root = Self.root(around: folder) { roots.append(root) }
    }
  }

  /// Where the file of a stack frame may be read; nil when no root holds it.
  package func localPath(of path: String) -> String? {
    // The path comes from the target: it must not lead out of the folder.
    if path.split(separator: "/").contains("..") { return nil }
    if path.hasPrefix("/") { return path }
    for root in roots where path.hasPrefix(root.module + "/") {
      return root.folder + path.dropFirst(root.module.count)
    }
    return nil
  }

  private static func root(around folder: String) -> Root? {
    var elements = URL(filePath: folder).standardizedFileURL.path.split(separator: "/")
    while true {
      let candidate = "/" + elements.joined(separator: "/")
      if let module = module(in: candidate + "/go.mod") { return Root(module: module, folder: candidate) }
      if elements.isEmpty { return nil }
      elements.removeLast()
    }
  }

  /// The path on the `module` line of a go.mod.
  private static func module(in path: String) -> String? {
    let text: String
    do {
      let file = try MappedFile(path: path, limit: 1 << 20)
      text = String(decoding: [UInt8](copying: file.bytes), as: UTF8.self)
    } catch {
      // No go.mod here: the folder above is asked.
      return nil
    }
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      if words.count >= 2, words[0] == "module" { return words[1].filter { $0 != "\"" } }
    }
    return nil
  }
}
