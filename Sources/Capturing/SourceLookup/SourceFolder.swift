// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A folder that source files may be read from, with everything below it.
///
/// Paths come from the target, so nothing of them is believed: a file is given away only when it is a regular file whose name
/// ends in `.go` and which, with all symbolic links followed, still lies below the folder.
struct SourceFolder: Hashable, Sendable {
  /// The folder as it was named, absolute, without a slash at the end.
  let path: String
  /// The same with all symbolic links followed.
  private let resolved: String

  /// The folder at a path; nil when there is none.
  init?(_ path: String) {
    guard !path.isEmpty else { return nil }
    let url = URL(filePath: path)
    self.path = Self.trimmed(url.standardizedFileURL.path)
    resolved = Self.trimmed(url.resolvingSymlinksInPath().path)
    var isFolder = false
    guard FileManager.default.fileExists(atPath: resolved, isDirectory: &isFolder), isFolder else { return nil }
  }

  /// Where the file of a path below the folder may be read; nil when there is no such source file.
  func file(below relative: some StringProtocol) -> String? {
    let elements = relative.split(separator: "/", omittingEmptySubsequences: false)
    guard relative.hasSuffix(".go"), elements.allSatisfy({ !$0.isEmpty && $0 != ".." && $0 != "." }) else { return nil }
    let file = URL(filePath: "\(resolved)/\(relative)").resolvingSymlinksInPath().path
    guard file.hasPrefix(resolved + "/"), file.hasSuffix(".go") else { return nil }
    var isFolder = false
    guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder else { return nil }
    return file
  }

  /// Where an absolute path that leads below the folder may be read.
  func file(at absolute: String) -> String? {
    for prefix in [path + "/", resolved + "/"] where absolute.hasPrefix(prefix) {
      return file(below: absolute.dropFirst(prefix.count))
    }
    return nil
  }

  /// A folder below this one.
  func folder(_ relative: String) -> SourceFolder? { SourceFolder(path + "/" + relative) }

  private static func trimmed(_ path: String) -> String {
    path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}
