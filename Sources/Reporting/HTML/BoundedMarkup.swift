// SPDX-License-Identifier: Apache-2.0

/// A part of the page that never becomes larger than its share of the file.
struct BoundedMarkup {
  private(set) var markup: Markup = ""
  let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Adds a piece when it fits; returns whether it did.
  mutating func add(_ piece: Markup) -> Bool {
    guard markup.byteCount + piece.byteCount <= limit else { return false }
    markup += piece
    return true
  }

  /// Adds one piece for each element while they fit; returns how many elements were left out.
  mutating func add<Elements: Collection>(_ elements: Elements, _ piece: (Elements.Element) -> Markup) -> Int {
    var count = 0
    for element in elements {
      guard add(piece(element)) else { break }
      count += 1
    }
    return elements.count - count
  }
}

/// How many bytes of the file each section may take: one megabyte together, whatever the report holds.
enum PageBudget {
  static let head = 72_000
  static let verdict = 30_000
  static let suspects = 250_000
  /// One suspect; the numbers and places of an ordinary one take about 12,000.
  static let suspect = 60_000
  static let notes = 30_000
  static let timeline = 100_000
  static let memory = 20_000
  static let retention = 90_000
  static let goroutines = 160_000
  static let callTrees = 160_000
  static let look = 50_000
  /// Tags and sentences that stand once, outside the bounded parts.
  static let frame = 20_000

  static let all = [head, verdict, suspects, notes, timeline, memory, retention, goroutines, callTrees, look, frame]
  /// The size that no page exceeds.
  static let page = 1_000_000
}

/// The sentence below a list that is not whole; nothing below one that is.
func leftOut(_ count: Int, _ noun: String) -> Markup {
  count <= 0
    ? ""
    : "<p class=\"more\">\(Quantity.plural(count, noun)) more, left out here; <code>--format json</code> has them.</p>"
}
