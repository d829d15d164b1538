// SPDX-License-Identifier: Apache-2.0

import Diagnosis

/// A series in words: its title, its values with their unit.
struct SeriesText {
  let series: Report.Series

  init(_ series: Report.Series) { self.series = series }

  /// What a reader calls it.
  var title: String {
    switch series.name {
    case "goroutines": "Goroutines"
    case "heap_in_use_sampled": "Heap in use, by the profiles"
    case "live_heap": "Live heap after a collection"
    case "heap_alloc": "Live heap and garbage"
    case "heap_idle_kept": "Idle heap that is kept"
    case "go_committed": "Held by Go"
    case "rss": "Resident memory (RSS)"
    case "descriptors": "Open descriptors"
    case "threads": "Threads"
    default: series.name
    }
  }

  /// Pairs of moment and value that are numbers, in the order of time.
  var points: [(time: Double, value: Double)] {
    series.points.compactMap { pair in
      guard pair.count == 2, pair[0].isFinite, pair[1].isFinite else { return nil }
      return (pair[0], max(0, pair[1]))
    }
  }

  func text(_ value: Double) -> String { Self.text(value, unit: series.unit) }

  /// A value of a unit of the report.
  static func text(_ value: Double, unit: String) -> String {
    unit == "bytes" ? writtenBytes(Int64(saturating: value)) : Quantity.grouped(Int(Int64(saturating: value)))
  }

  /// The first and the last value; nil without any.
  var change: Markup? {
    guard let first = points.first, let last = points.last else { return nil }
    let (from, to) = (text(first.value), text(last.value))
    return from == to ? "<b>\(to)</b>" : "\(from) <span class=\"to\" aria-label=\"to\">→</span> <b>\(to)</b>"
  }
}
