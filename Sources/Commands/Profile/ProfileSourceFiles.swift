// SPDX-License-Identifier: Apache-2.0

import Analysis
import ByteDecoding
import Capturing
import Evidence
import FoundationEssentials
import Reporting

/// Finds the source files that a profile names.
///
/// Looked for at the path itself, below the folders of `source_path` and above them, and below the module around them.
struct ProfileSourceFiles {
  private let folders: [String]
  private let trimming: SourcePathTrimming
  private let roots: SourceRoots
  private static let byteLimit = 16 << 20

  init(settings: ProfileReportSettings) {
    let given = settings.sourcePath.split(separator: ":").map(String.init)
    folders = given.isEmpty ? [FileManager.default.currentDirectoryPath] : given
    let path = folders.joined(separator: ":")
    trimming = SourcePathTrimming(trimPath: settings.trimPath, sourcePath: path)
    roots = SourceRoots(folders: given)
  }

  /// The lines of a file.
  func source(of path: String) -> ListReport.Source {
    let trimmed = trimming.trimmed(path)
    // The path comes from the profile: it must not lead out of the folders.
    guard !trimmed.split(separator: "/").contains("..") else { return .missing("\(path) leads out of every folder") }
    for candidate in candidates(trimmed, path) {
      if let lines = Self.lines(at: candidate) { return .lines(lines) }
    }
    let places = trimmed.hasPrefix("/") ? "it" : folders.joined(separator: ":")
    return .missing("could not find file \(trimmed) on path \(places); name a folder with --source_path")
  }

  /// The lines of a file, if it lies below a folder that the user or this machine vouches for.
  ///
  /// For answers that leave the terminal: a profile that somebody sent may name any file of this machine.
  func vouchedSource(of path: String, function: String) -> ListReport.Source {
    let names = [path, trimming.trimmed(path)]
    for name in names {
      let frame = CodeFrame(function: function, location: SourceLocation(file: name, line: 1))
      if let local = roots.localPath(of: frame), let lines = Self.lines(at: local) { return .lines(lines) }
    }
    return .missing("\(path) is not below a folder that may be shown; name one with --source_path when you start")
  }

  private static func lines(at path: String) -> [String]? {
    do {
      let file = try MappedFile(path: path, limit: byteLimit)
      let text = String(decoding: [UInt8](copying: file.bytes), as: UTF8.self)
      var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
      if lines.last == "" { lines.removeLast() }
      return lines
    } catch {
      // The caller tries the next place, and says when none has it.
      return nil
    }
  }

  private func candidates(_ path: String, _ original: String) -> [String] {
    var candidates = [original, path].compactMap { path in
      roots.localPath(of: CodeFrame(function: "", location: SourceLocation(file: path, line: 1)))
    }
    guard !path.hasPrefix("/") else { return [path] + candidates }
    for folder in folders {
      var elements = URL(filePath: folder).standardizedFileURL.path.split(separator: "/")
      while true {
        candidates.append("/" + (elements + [Substring(path)]).joined(separator: "/"))
        if elements.isEmpty { break }
        elements.removeLast()
      }
    }
    return candidates
  }
}
