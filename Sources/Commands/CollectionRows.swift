// SPDX-License-Identifier: Apache-2.0

import Evidence
import Reporting

/// Formats that are written while the log is read.
enum RowFormat: String, CaseIterable {
  case table, csv
}

/// Writes one row a collection, as they come.
struct CollectionRows {
  private let format: RowFormat?
  private var text = ""
  private var process = -1
  private var rowsSinceHeader = 0

  init(_ format: RowFormat?) {
    self.format = format
    if format == .csv { text = CollectionCSV.header }
  }

  mutating func add(_ entry: RuntimeLogEntry) {
    switch (format, entry.record) {
    case (.csv, .cycle(let cycle)):
      CollectionCSV.append(CollectionRow(cycle), process: entry.process + 1, to: &text)
    case (.table, .cycle(let cycle)): addLine(CollectionTable.line(CollectionRow(cycle)), of: entry.process)
    case (.table, .scavenge(let scavenge)): addLine(CollectionTable.line(scavenge), of: entry.process)
    case (.table, .schedule(let state)): addLine(CollectionTable.line(state), of: entry.process)
    default: break
    }
  }

  /// Writes what has come together.
  mutating func flush() throws {
    guard !text.isEmpty else { return }
    try StandardOutput.write(text)
    text = ""
  }

  private mutating func addLine(_ line: String, of process: Int) {
    if process != self.process {
      if self.process >= 0 { text += "\n" }
      if self.process >= 0 || process > 0 { text += "process \(process + 1)\n" }
      self.process = process
      rowsSinceHeader = 0
    }
    if rowsSinceHeader.isMultiple(of: 40) { text += CollectionTable.header + "\n" }
    rowsSinceHeader += 1
    text += line + "\n"
  }
}
