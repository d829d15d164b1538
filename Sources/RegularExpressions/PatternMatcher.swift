// SPDX-License-Identifier: Apache-2.0

/// Runs a program over a text with all its states at once.
struct PatternMatcher {
  private let program: PatternProgram
  private var current: [Int] = []
  private var following: [Int] = []
  /// The step at which each instruction was added last.
  private var added: [Int]
  private var step = 0
  private var pending: [Int] = []

  init(_ program: PatternProgram) {
    self.program = program
    added = Array(repeating: -1, count: program.instructions.count)
  }

  /// Whether a match begins anywhere in the text.
  mutating func matches(_ text: ArraySlice<UInt8>) -> Bool {
    var position = text.startIndex
    var previous: UInt32?
    while true {
      let (scalar, length) = Self.scalar(in: text, at: position)
      // A match may begin at every character.
      if add(program.start, previous: previous, next: scalar) { return true }
      guard let scalar else { return false }
      let afterwards = Self.scalar(in: text, at: position + length).scalar
      step += 1
      swap(&current, &following)
      current.removeAll(keepingCapacity: true)
      for state in following {
        guard case .take(let set, let next) = program.instructions[state], program.sets[set].contains(scalar) else {
          continue
        }
        if add(next, previous: scalar, next: afterwards) { return true }
      }
      previous = scalar
      position += length
    }
  }

  /// Adds a state and what it leads to without a character; true when that is the match.
  private mutating func add(_ state: Int, previous: UInt32?, next: UInt32?) -> Bool {
    pending.append(state)
    while let state = pending.popLast() {
      if added[state] == step { continue }
      added[state] = step
      switch program.instructions[state] {
      case .match:
        pending.removeAll(keepingCapacity: true)
        return true
      case .take: current.append(state)
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .assert(let assertion, let target):
        if Self.holds(assertion, previous, next) { pending.append(target) }
      }
    }
    return false
  }

  private static func holds(_ assertion: PatternTree.Assertion, _ previous: UInt32?, _ next: UInt32?) -> Bool {
    switch assertion {
    case .textStart: previous == nil
    case .textEnd: next == nil
    case .lineStart: previous == nil || previous == 10
    case .lineEnd: next == nil || next == 10
    case .wordBoundary: isWord(previous) != isWord(next)
    case .noWordBoundary: isWord(previous) == isWord(next)
    }
  }

  private static func isWord(_ scalar: UInt32?) -> Bool { scalar.map { ScalarSet.word.contains($0) } ?? false }

  /// The character at a position and how many bytes it takes; nil at the end.
  @inline(__always)
  private static func scalar(in text: ArraySlice<UInt8>, at position: Int) -> (scalar: UInt32?, length: Int) {
    guard position < text.endIndex else { return (nil, 0) }
    let first = text[position]
    if first < 0x80 { return (UInt32(first), 1) }
    let (length, bits, least): (Int, UInt32, UInt32) =
      switch first {
      case 0xc2...0xdf: (2, UInt32(first & 0x1f), 0x80)
      case 0xe0...0xef: (3, UInt32(first & 0x0f), 0x800)
      case 0xf0...0xf4: (4, UInt32(first & 0x07), 0x10000)
      default: (0, 0, 0)
      }
    guard length > 0, position + length <= text.endIndex else { return (0xfffd, 1) }
    var value = bits
    for offset in 1..<length {
      let byte = text[position + offset]
      guard byte & 0xc0 == 0x80 else { return (0xfffd, 1) }
      value = value << 6 | UInt32(byte & 0x3f)
    }
    guard value >= least, value <= ScalarSet.last, !(0xd800...0xdfff).contains(value) else { return (0xfffd, 1) }
    return (value, length)
  }
}
