// SPDX-License-Identifier: Apache-2.0

/// The index page of net/http/pprof: where it is and which profiles it lists.
package struct PprofIndex: Hashable, Sendable {
  /// A line of the index.
  package struct Profile: Hashable, Sendable {
    package var name: String
    /// How many records the profile has now, for `goroutine` the number of goroutines; nil when the page does not say.
    package var count: Int?
  }

  /// Path of the index, with a slash at both ends.
  package var path: String
  /// The profiles in the order of the page; empty when the endpoint answers but has no index page.
  package var profiles: [Profile]

  /// Whether the service offers a profile of this name; nil when there was no page to tell.
  package func offers(_ name: String) -> Bool? {
    profiles.isEmpty ? nil : profiles.contains { $0.name == name }
  }
}

extension PprofIndex {
  /// A page that lists more is not one that net/http/pprof wrote.
  private static let profileLimit = 1_000

  /// Recognizes the page by its content; nil when it is another page.
  ///
  /// Every Go version links each profile as `NAME?debug=1` behind its count (net/http/pprof, `indexTmplExecute`), while
  /// title and table differ. A page counts as the index when it links `goroutine` or `heap` in that way.
  init?(page: String, path: String) {
    var profiles: [Profile] = []
    var rest = page[...]
    while let link = rest.firstRange(of: "href="), profiles.count < Self.profileLimit {
      let before = rest[..<link.lowerBound]
      var value = rest[link.upperBound...]
      if let quote = value.first, quote == "'" || quote == "\"" { value = value.dropFirst() }
      let target = value.prefix { !"'\"> \n".contains($0) }
      rest = value[target.endIndex...]
      guard let query = target.firstRange(of: "?debug="), query.lowerBound > target.startIndex else { continue }
      // The last link, "full goroutine stack dump", is `goroutine?debug=2`.
      guard target[query.upperBound...].first != "2" else { continue }
      let name = target[..<query.lowerBound].percentDecoded
      guard name.count <= 200, !name.hasPrefix("/"), !name.contains(where: \.isNewline) else { continue }
      profiles.append(Profile(name: name, count: Self.lastNumber(in: before)))
    }
    guard profiles.contains(where: { $0.name == "goroutine" || $0.name == "heap" }) else { return nil }
    self.init(path: path, profiles: profiles)
  }

  /// The number that stands alone in the table cell before a link.
  private static func lastNumber(in text: Substring) -> Int? {
    let row = text.suffix(120)
    guard let end = row.lastIndex(where: { $0.isASCII && $0.isNumber }) else { return nil }
    let digits = row[...end].reversed().prefix { $0.isASCII && $0.isNumber }
    // Between the number and the link only tags may stand.
    var isInTag = false
    for character in row[row.index(after: end)...] {
      switch character {
      case "<": isInTag = true
      case ">": isInTag = false
      default: if !isInTag, !character.isWhitespace { return nil }
      }
    }
    return Int(String(digits.reversed()))
  }
}
