// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence

extension Report {
  /// Lines shown before and after a line that a finding names.
  private static let contextLines = 8
  private static let lineLimit = 600
  private static let columnLimit = 400

  /// The source around the places of findings, file by file in the order in which findings name them.
  ///
  /// The worst findings come first, so that what the limit of 600 lines leaves out matters least. Notes get none.
  static func sources(around findings: [Finding], in capture: Capture) -> [SourceExtract] {
    var files: [String] = []
    var wanted: [String: Set<Int>] = [:]
    var count = 0
    for finding in findings where finding.level != .note {
      for place in [finding.location].compactMap({ $0 }) + finding.alsoAt where place.line > 0 {
        let (start, end) = (max(1, place.line &- contextLines), place.line &+ contextLines)
        guard end > start, count < lineLimit,
          capture.sources.text(at: SourceLocation(file: place.file, line: place.line)) != nil
        else { continue }
        if wanted[place.file] == nil { files.append(place.file) }
        let before = wanted[place.file]?.count ?? 0
        wanted[place.file, default: []].formUnion(start...end)
        count += (wanted[place.file]?.count ?? 0) - before
      }
    }
    return files.map { file in
      let lines = (wanted[file] ?? []).sorted().flatMap { capture.sources.lines(of: file, $0...$0) }
      return SourceExtract(
        file: file,
        lines: lines.map { line in
          line.text.count > columnLimit
            ? SourceExcerpts.Line(line: line.line, text: String(line.text.prefix(columnLimit)) + "\u{2026}") : line
        }
      )
    }
  }
}
