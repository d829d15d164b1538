// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// A trace line that is being put together from the pieces that other text stands between.
struct TraceLineParser {
  let grammar: TraceLineGrammar
  /// Index of the piece that comes next.
  private(set) var next = 0
  /// The numbers so far; options count as 1 or 0.
  private(set) var numbers: [Double] = []
  private var listSum = 0.0
  /// Whether the last piece, an option, was looked for in vain behind other text.
  private var hasMissedLastOption = false
  /// How many lines have gone by since the first piece.
  var age = 0

  /// What reading a line came to.
  enum Outcome {
    /// The pieces that stand there were read; none, when other text begins there.
    case read
    /// A number ran together with other text and cannot be told from it.
    case lost
  }

  init(_ grammar: TraceLineGrammar) {
    self.grammar = grammar
    numbers.reserveCapacity(grammar.pieces.count)
  }

  /// Whether every piece was found.
  var isComplete: Bool { next == grammar.pieces.count }

  /// Whether so much was found that the rest is worth waiting for.
  var hasHead: Bool { next >= grammar.head }

  /// The text that comes next, for finding where the line goes on behind other text; nil when a number does.
  var awaitedText: StaticString? {
    guard next < grammar.pieces.count, case .text(let text) = grammar.pieces[next] else { return nil }
    return text
  }

  /// Reads the pieces that stand at `offset`, one behind the other, and moves behind the last of them.
  ///
  /// Stops at the end of the line, at other text, or when every piece was found.
  mutating func advance(_ line: RawSpan, _ offset: inout Int) -> Outcome {
    let before = (parser: self, offset: offset)
    var numberStart: Int?
    while next < grammar.pieces.count {
      let start = offset
      switch grammar.pieces[next] {
      case .text(let text):
        guard line.has(text, at: offset) else { return stop(line, &offset, numberStart, before) }
        offset += text.utf8CodeUnitCount
        next += 1
        numberStart = nil
      case .option(let text, let skipping):
        if line.has(text, at: offset) {
          offset += text.utf8CodeUnitCount
          numbers.append(1)
          next += 1
          numberStart = nil
        } else {
          guard leavesOut(skipping, line, offset) else { return stop(line, &offset, numberStart, before) }
          for piece in grammar.pieces[next...next + skipping] where !piece.isText { numbers.append(0) }
          next += 1 + skipping
        }
      case .list:
        guard readList(line, &offset) else { return .read }
        numbers.append(listSum)
        next += 1
      case .integer, .decimal:
        guard let number = number(line, &offset, isDecimal: grammar.pieces[next].isDecimal) else { return .read }
        numbers.append(number)
        next += 1
        numberStart = start
      }
    }
    return .read
  }

  /// Whether an option that does not stand there is certainly left out: what comes after it does, or nothing does.
  private mutating func leavesOut(_ skipping: Int, _ line: RawSpan, _ offset: Int) -> Bool {
    let following = next + 1 + skipping
    guard following == grammar.pieces.count else {
      guard case .text(let text) = grammar.pieces[following] else { return false }
      return line.has(text, at: offset)
    }
    if hasMissedLastOption || offset == line.byteCount { return true }
    hasMissedLastOption = true
    return false
  }

  private mutating func readList(_ line: RawSpan, _ offset: inout Int) -> Bool {
    while offset < line.byteCount {
      switch line.byte(at: offset) {
      case 0x20, 0x5b: offset += 1
      case 0x5d:
        offset += 1
        return true
      case 0x30...0x39:
        guard let number = number(line, &offset, isDecimal: false) else { return false }
        listSum += number
      default: return line.has("gcwaiting=", at: offset)
      }
    }
    return false
  }

  private func number(_ line: RawSpan, _ offset: inout Int, isDecimal: Bool) -> Double? {
    var end = offset
    while end < line.byteCount, line.byte(at: end) &- 0x30 < 10 || isDecimal && line.byte(at: end) == 0x2e { end += 1 }
    if end - offset >= 4, isDate(line, at: end - 4) { end -= 4 }
    guard end > offset, end - offset <= 20, let number = Self.value(line, offset..<end) else { return nil }
    offset = end
    return number
  }

  /// The number that digits with at most one point among them mean; nil for anything else or of more than fifteen digits.
  ///
  /// A whole number below 2^53 and a power of ten up to 10^22 are exact, so their quotient is what reading the text as
  /// floating point gives.
  private static func value(_ line: RawSpan, _ range: Range<Int>) -> Double? {
    // Fifteen digits are always below 2^53.
    guard range.count <= 16 else { return nil }
    var whole: UInt64 = 0
    var decimals = -1
    for offset in range {
      let digit = line.byte(at: offset) &- 0x30
      if digit < 10 {
        whole = whole &* 10 &+ UInt64(digit)
        if decimals >= 0 { decimals &+= 1 }
      } else {
        if decimals >= 0 { return nil }
        decimals = 0
      }
    }
    if decimals < 0 { return range.count <= 15 ? Double(whole) : nil }
    // A point at the end is none that the runtime writes.
    return decimals == 0 ? nil : Double(whole) / powersOfTen[decimals]
  }

  /// 10^0 to 10^15, all exact.
  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// Whether a date such as 2026/01/02 or 2026-01-02 begins there: another writer's line, glued to our number.
  private func isDate(_ line: RawSpan, at offset: Int) -> Bool {
    guard line.has("20", at: offset), offset + 7 < line.byteCount else { return false }
    let divider = line.byte(at: offset + 4)
    return (divider == 0x2f || divider == 0x2d) && line.byte(at: offset + 7) == divider
  }

  /// Ends reading at other text: a number right before it may have taken the text's first digits for its own.
  private mutating func stop(
    _ line: RawSpan,
    _ offset: inout Int,
    _ numberStart: Int?,
    _ before: (parser: TraceLineParser, offset: Int)
  ) -> Outcome {
    guard let numberStart, offset < line.byteCount else { return .read }
    let follows = line.byte(at: offset)
    // Letters, brackets and quotes begin a text; a space or a divider shows that the digits may belong to it.
    guard follows == 0x20 || follows == 0x2f || follows == 0x2d || follows == 0x3a || follows == 0x2e else {
      return .read
    }
    guard numberStart == before.offset else { return .lost }
    // A line of other text that begins with a number.
    self = before.parser
    offset = before.offset
    return .read
  }
}

extension TraceLineGrammar.Piece {
  fileprivate var isText: Bool {
    if case .text = self { true } else { false }
  }

  fileprivate var isDecimal: Bool {
    if case .decimal = self { true } else { false }
  }
}
