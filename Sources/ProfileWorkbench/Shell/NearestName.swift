// SPDX-License-Identifier: Apache-2.0

/// The name that somebody who mistyped most likely meant.
struct NearestName: Sendable {
  let name: String

  /// Finds the name that takes the fewest changes of one letter; nil when none is near.
  ///
  /// O(names * length squared), of words cut to 40 bytes.
  init?(of word: String, in names: [String]) {
    let limit = word.utf8.count < 4 ? 1 : 2
    let distances = names.map {
      (name: $0, distance: Self.distance(Array(word.utf8.prefix(40)), Array($0.utf8.prefix(40))))
    }
    guard let best = distances.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }), best.distance <= limit,
      best.distance == 1 || best.name.first == word.first
    else {
      return nil
    }
    name = best.name
  }

  /// How many letters must be put in, taken out or changed.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var corner = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, corner + (x == y ? 0 : 1))
        corner = above
      }
    }
    return row[b.count]
  }
}
