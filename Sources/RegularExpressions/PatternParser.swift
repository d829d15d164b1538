// SPDX-License-Identifier: Apache-2.0

/// Parses Go's syntax of regular expressions.
struct PatternParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private var flags = Flags()

  private struct Flags {
    var ignoresCase = false
    var dotTakesNewlines = false
    var anchorsAreOfLines = false
  }

  /// As in Go.
  private static let repeatLimit = 1000
  private static let depthLimit = 200
  private static let lengthLimit = 1 << 16

  init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  mutating func parse() throws(PatternError) -> PatternTree {
    guard scalars.count <= Self.lengthLimit else {
      throw error("a pattern of more than \(Self.lengthLimit) characters")
    }
    let tree = try choice()
    guard position == scalars.count else { throw error("an unexpected )") }
    return tree
  }

  private func error(_ reason: String) -> PatternError { PatternError(reason: reason, offset: position) }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars.dropFirst(position).starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  // MARK: Structure

  private mutating func choice() throws(PatternError) -> PatternTree {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw error("groups nested deeper than \(Self.depthLimit)") }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(PatternError) -> PatternTree {
    var parts: [PatternTree] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      if take("\\Q") {
        while position < scalars.count, !take("\\E") {
          parts.append(single(scalars[position]))
          position += 1
        }
        continue
      }
      guard let atom = try atom() else { continue }
      parts.append(try repeated(atom))
    }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
  }

  private mutating func repeated(_ atom: PatternTree) throws(PatternError) -> PatternTree {
    var tree = atom
    var isRepeated = false
    while let scalar = next {
      let bounds: (Int, Int?)
      switch scalar {
      case "*": bounds = (0, nil)
      case "+": bounds = (1, nil)
      case "?": bounds = (0, 1)
      case "{":
        guard let counted = try counts() else { return tree }
        bounds = counted
        position -= 1
      default: return tree
      }
      if isRepeated { throw error("a repetition of a repetition") }
      position += 1
      _ = take("?")
      isRepeated = true
      tree = .repetition(tree, least: bounds.0, most: bounds.1)
    }
    return tree
  }

  /// The bounds of `{n,m}`; nil, without moving, when the brace is a brace.
  private mutating func counts() throws(PatternError) -> (Int, Int?)? {
    let start = position
    position += 1
    guard let least = number() else {
      position = start
      return nil
    }
    var most: Int? = least
    if take(",") { most = number() }
    guard take("}") else {
      position = start
      return nil
    }
    guard least <= Self.repeatLimit, (most ?? 0) <= Self.repeatLimit, least <= most ?? least else {
      position = start
      throw error("a bad count of repetitions")
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let scalar = next, ("0"..."9").contains(scalar) {
      value = min(100_000, (value ?? 0) * 10 + Int(scalar.value - 0x30))
      position += 1
    }
    return value
  }

  /// One atom; nil for a group that only sets flags.
  private mutating func atom() throws(PatternError) -> PatternTree? {
    guard let scalar = next else { return nil }
    switch scalar {
    case "(": return try group()
    case "[": return .scalars(try characterClass())
    case ".":
      position += 1
      return .scalars(flags.dotTakesNewlines ? .all : .allButNewline)
    case "^":
      position += 1
      return .assertion(flags.anchorsAreOfLines ? .lineStart : .textStart)
    case "$":
      position += 1
      return .assertion(flags.anchorsAreOfLines ? .lineEnd : .textEnd)
    case "*", "+", "?": throw error("a repetition of nothing")
    case "\\": return try escape()
    default:
      position += 1
      return single(scalar)
    }
  }

  private func single(_ scalar: Unicode.Scalar) -> PatternTree {
    let set = ScalarSet([scalar.value...scalar.value])
    return .scalars(flags.ignoresCase ? set.caseFolded : set)
  }

  private mutating func group() throws(PatternError) -> PatternTree? {
    let start = position
    let outer = flags
    position += 1
    if take("?") {
      if take("P<") || take("<") {
        while let scalar = next, scalar != ">" {
          guard scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { break }
          position += 1
        }
        guard take(">") else { throw error("a bad name of a group") }
      } else if try setFlags() {
        return nil
      }
    }
    let tree = try choice()
    guard take(")") else {
      position = start
      throw error("a ( without its )")
    }
    flags = outer
    return tree
  }

  /// Reads `i`, `s-m:` and the like behind `(?`; true when the group ends with them.
  private mutating func setFlags() throws(PatternError) -> Bool {
    var value = true
    while let scalar = next {
      position += 1
      switch scalar {
      case "i": flags.ignoresCase = value
      case "s": flags.dotTakesNewlines = value
      case "m": flags.anchorsAreOfLines = value
      case "U": break
      case "-": value = false
      case ":": return false
      case ")": return true
      default:
        position -= 1
        throw error("an unknown flag")
      }
    }
    throw error("a ( without its )")
  }

  // MARK: Escapes and classes

  private mutating func escape() throws(PatternError) -> PatternTree {
    let start = position
    position += 1
    guard let scalar = next else { throw error("a \\ at the end") }
    switch scalar {
    case "A", "z", "b", "B":
      position += 1
      let assertions: [Unicode.Scalar: PatternTree.Assertion] = [
        "A": .textStart, "z": .textEnd, "b": .wordBoundary, "B": .noWordBoundary,
      ]
      return .assertion(assertions[scalar] ?? .textStart)
    default:
      if let set = try classEscape() { return .scalars(flags.ignoresCase ? set.caseFolded : set) }
      position = start + 1
      return single(try escapedScalar())
    }
  }

  /// The class that a letter behind `\` names; nil, without moving, for other letters.
  private mutating func classEscape() throws(PatternError) -> ScalarSet? {
    guard let scalar = next else { return nil }
    let set: ScalarSet
    switch scalar {
    case "d": set = .digits
    case "D": set = ScalarSet.digits.inverted
    case "s": set = .spaces
    case "S": set = ScalarSet.spaces.inverted
    case "w": set = .word
    case "W": set = ScalarSet.word.inverted
    case "p", "P":
      position += 1
      let isBraced = take("{")
      let isNegated = isBraced && take("^")
      guard let letter = next, let category = ScalarSet.category(Character(letter)) else {
        throw error("an unknown class of characters")
      }
      position += 1
      if isBraced, !take("}") { throw error("an unknown class of characters") }
      return (scalar == "P") != isNegated ? category.inverted : category
    default: return nil
    }
    position += 1
    return set
  }

  private mutating func escapedScalar() throws(PatternError) -> Unicode.Scalar {
    guard let scalar = next else { throw error("a \\ at the end") }
    position += 1
    switch scalar {
    case "a": return "\u{7}"
    case "f": return "\u{c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{b}"
    case "x": return try hexadecimal()
    case "0"..."7": return try octal(scalar)
    default:
      guard scalar.isASCII, !scalar.properties.isAlphabetic, scalar.properties.numericType == nil else {
        position -= 1
        throw error("an unknown escape \\\(scalar)")
      }
      return scalar
    }
  }

  private mutating func hexadecimal() throws(PatternError) -> Unicode.Scalar {
    let isBraced = take("{")
    var value: UInt32 = 0
    var count = 0
    while let digit = next.flatMap({ Character($0).hexDigitValue }), isBraced || count < 2, value <= ScalarSet.last {
      value = value << 4 | UInt32(digit)
      count += 1
      position += 1
    }
    guard count > 0, isBraced ? take("}") : count == 2, let scalar = Unicode.Scalar(value) else {
      throw error("a bad number of a character")
    }
    return scalar
  }

  private mutating func octal(_ first: Unicode.Scalar) throws(PatternError) -> Unicode.Scalar {
    var value = first.value - 0x30
    var count = 1
    while let digit = next, ("0"..."7").contains(digit), count < 3 {
      value = value << 3 | (digit.value - 0x30)
      count += 1
      position += 1
    }
    guard first == "0" || count == 3, let scalar = Unicode.Scalar(value) else { throw error("a back reference") }
    return scalar
  }

  private mutating func characterClass() throws(PatternError) -> ScalarSet {
    let start = position
    position += 1
    let isNegated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    var isFirst = true
    while true {
      guard let scalar = next else {
        position = start
        throw error("a [ without its ]")
      }
      if scalar == "]", !isFirst { break }
      isFirst = false
      if let named = try namedClass() {
        ranges += named.ranges
        continue
      }
      if scalar == "\\" {
        position += 1
        if let set = try classEscape() {
          ranges += set.ranges
          continue
        }
        position -= 1
      }
      let low = try classScalar()
      var high = low
      if next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" {
        position += 1
        high = try classScalar()
      }
      guard low.value <= high.value else { throw error("a range of characters that runs backwards") }
      ranges.append(low.value...high.value)
    }
    position += 1
    var set = ScalarSet(ranges)
    if flags.ignoresCase { set = set.caseFolded }
    return isNegated ? set.inverted : set
  }

  private mutating func classScalar() throws(PatternError) -> Unicode.Scalar {
    guard let scalar = next else { throw error("a [ without its ]") }
    position += 1
    return scalar == "\\" ? try escapedScalar() : scalar
  }

  private static let named: [String: [ClosedRange<UInt32>]] = [
    "alnum": [0x30...0x39, 0x41...0x5a, 0x61...0x7a], "alpha": [0x41...0x5a, 0x61...0x7a], "ascii": [0...0x7f],
    "blank": [0x9...0x9, 0x20...0x20], "cntrl": [0...0x1f, 0x7f...0x7f], "digit": [0x30...0x39],
    "graph": [0x21...0x7e], "lower": [0x61...0x7a], "print": [0x20...0x7e],
    "punct": [0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e], "space": [0x9...0xd, 0x20...0x20],
    "upper": [0x41...0x5a], "word": [0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a],
    "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
  ]

  /// The class of `[:alpha:]` and the like; nil, without moving, for anything else.
  private mutating func namedClass() throws(PatternError) -> ScalarSet? {
    let start = position
    guard take("[:") else { return nil }
    let isNegated = take("^")
    var name = ""
    while let scalar = next, ("a"..."z").contains(scalar) {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard take(":]") else {
      position = start
      return nil
    }
    guard let ranges = Self.named[name] else {
      position = start
      throw error("an unknown class of characters")
    }
    return isNegated ? ScalarSet(ranges).inverted : ScalarSet(ranges)
  }
}
