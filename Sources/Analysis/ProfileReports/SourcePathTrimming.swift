// SPDX-License-Identifier: Apache-2.0

/// Shortens paths of source files as `-trim_path` and `-source_path` ask for.
package struct SourcePathTrimming: Sendable {
  /// The prefixes to cut, each with its slash.
  private let prefixes: [String]
  /// Folders whose name, met in a path, is cut together with everything before it.
  private let folders: [String]

  /// Lists are separated by colons, as `PATH` is.
  package init(trimPath: String, sourcePath: String) {
    func list(_ text: String) -> [String] { text.split(separator: ":").map(String.init) }
    prefixes =
      (list(trimPath) + ["/proc/self/cwd/./", "/proc/self/cwd/"]).map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    folders = trimPath.isEmpty ? list(sourcePath).map { "/\(Self.lastElement($0))/" } : []
  }

  /// The path without what is to be cut.
  package func trimmed(_ path: String) -> String {
    for folder in folders {
      if let range = Self.range(of: folder, in: path) { return String(path[range.upperBound...]) }
    }
    if let prefix = prefixes.first(where: { path.hasPrefix($0) }) { return String(path.dropFirst(prefix.count)) }
    return path
  }

  /// The path without empty elements, `.` and `x/..`: Go's filepath.Clean; empty stays empty.
  package static func cleaned(_ path: String) -> String {
    if path.isEmpty { return "" }
    if !path.utf8.contains(UInt8(ascii: ".")), !path.contains("//"), !path.hasSuffix("/") { return path }
    let isRooted = path.utf8.first == UInt8(ascii: "/")
    var elements: [Substring] = []
    for element in path.split(separator: "/", omittingEmptySubsequences: true) where element != "." {
      if element == "..", let last = elements.last, last != ".." {
        elements.removeLast()
      } else if element != ".." || !isRooted {
        elements.append(element)
      }
    }
    let text = (isRooted ? "/" : "") + elements.joined(separator: "/")
    return text.isEmpty ? "." : text
  }

  /// The last element of a path: Go's filepath.Base.
  package static func lastElement(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? (path.isEmpty ? "." : "/")
  }

  private static func range(of needle: String, in text: String) -> Range<String.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(needle) { return start..<text.index(start, offsetBy: needle.count) }
      start = text.index(after: start)
    }
    return nil
  }
}
