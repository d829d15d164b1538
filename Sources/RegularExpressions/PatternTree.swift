// SPDX-License-Identifier: Apache-2.0

/// A regular expression as a tree.
indirect enum PatternTree {
  case empty
  case scalars(ScalarSet)
  case assertion(Assertion)
  case sequence([PatternTree])
  case choice([PatternTree])
  /// At least `least` times, at most `most`, without bound when nil.
  case repetition(PatternTree, least: Int, most: Int?)

  /// What holds between two characters and takes none.
  enum Assertion: Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
  }

  /// The bytes of a tree that stands for one text only; nil for any other.
  var literal: [UInt8]? {
    switch self {
    case .empty: return []
    case .scalars(let set): return set.only.map { Array(String(Character($0)).utf8) }
    case .sequence(let parts):
      var bytes: [UInt8] = []
      for part in parts {
        guard let piece = part.literal else { return nil }
        bytes += piece
      }
      return bytes
    case .assertion, .choice, .repetition: return nil
    }
  }
}

/// A set of characters, as ranges of their numbers.
struct ScalarSet: Sendable {
  /// Sorted and apart.
  private(set) var ranges: [ClosedRange<UInt32>]

  static let last: UInt32 = 0x10ffff
  static let all = ScalarSet([0...last])
  static let allButNewline = ScalarSet([0...9, 11...last])
  static let digits = ScalarSet([0x30...0x39])
  static let spaces = ScalarSet([0x9...0xa, 0xc...0xd, 0x20...0x20])
  static let word = ScalarSet([0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a])

  init(_ ranges: [ClosedRange<UInt32>]) {
    var merged: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let previous = merged.last, range.lowerBound <= previous.upperBound &+ 1 {
        merged[merged.count - 1] = previous.lowerBound...max(previous.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  /// The only character of the set; nil of none or several.
  var only: Unicode.Scalar? {
    guard ranges.count == 1, ranges[0].count == 1 else { return nil }
    return Unicode.Scalar(ranges[0].lowerBound)
  }

  var inverted: ScalarSet {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= Self.last { result.append(next...Self.last) }
    return ScalarSet(result)
  }

  /// The set with the other case of its letters.
  ///
  /// Only sets of few characters are looked up in Unicode's tables; of large ones the Latin letters are folded.
  var caseFolded: ScalarSet {
    var added = ranges
    var rest = 4096
    for range in ranges {
      for number in range {
        rest -= 1
        if rest < 0 { break }
        guard let scalar = Unicode.Scalar(number) else { continue }
        for text in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
          let other = text.unicodeScalars
          if let first = other.first, other.count == 1 { added.append(first.value...first.value) }
        }
      }
    }
    return ScalarSet(added)
  }

  func union(_ other: ScalarSet) -> ScalarSet { ScalarSet(ranges + other.ranges) }

  @inline(__always)
  func contains(_ scalar: UInt32) -> Bool {
    if ranges.count <= 4 {
      for range in ranges where range.contains(scalar) { return true }
      return false
    }
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(scalar)
  }

  /// The characters of a general category named by its first letter, as Go's `\pL`; nil for another name.
  static func category(_ name: Character) -> ScalarSet? {
    let wanted: Set<Unicode.GeneralCategory>
    switch name {
    case "L": wanted = [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter]
    case "N": wanted = [.decimalNumber, .letterNumber, .otherNumber]
    case "P":
      wanted = [
        .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
        .finalPunctuation, .otherPunctuation,
      ]
    case "S": wanted = [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol]
    case "Z": wanted = [.spaceSeparator, .lineSeparator, .paragraphSeparator]
    case "M": wanted = [.nonspacingMark, .spacingMark, .enclosingMark]
    default: return nil
    }
    var ranges: [ClosedRange<UInt32>] = []
    for number in 0...last {
      guard let scalar = Unicode.Scalar(number), wanted.contains(scalar.properties.generalCategory) else { continue }
      if let previous = ranges.last, previous.upperBound + 1 == number {
        ranges[ranges.count - 1] = previous.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ScalarSet(ranges)
  }
}
