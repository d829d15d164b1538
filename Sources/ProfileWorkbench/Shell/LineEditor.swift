// SPDX-License-Identifier: Apache-2.0

import Reporting

/// One line being typed on a terminal: bytes of keys in, the line and what to draw out.
///
/// Knows the keys of every shell: arrows, Home, End, Ctrl-A, E, B, F, K, U, W, Y, L, Alt-B, F and D, history by Up and Down, Tab.
/// It reads and writes nothing itself.
package struct LineEditor: Sendable {
  /// What a byte came to.
  package enum Event: Hashable, Sendable {
    /// The line looks different, or the same.
    case edited
    /// Enter: the line is whole and left.
    case line(String)
    /// Ctrl-C: the line is thrown away.
    case cancelled
    /// Ctrl-D on an empty line.
    case ended
    /// Tab: the line up to the cursor wants completing.
    case completion(String)
    /// Ctrl-L: the screen wants clearing.
    case cleared
  }

  private var text: [Character] = []
  private var cursor = 0
  /// Lines of before, the oldest first.
  package private(set) var history: [String]
  /// Which line of the history is shown; the number of lines for the new one.
  private var place: Int
  /// The new line while an old one is shown.
  private var draft: [Character] = []
  /// What Ctrl-K, U and W took.
  private var kept: [Character] = []
  private var keys = TerminalKeys()

  private static let historyLimit = 500
  private static let lengthLimit = 10_000

  /// An editor that remembers these lines.
  package init(history: [String] = []) {
    self.history = history.suffix(Self.historyLimit)
    place = self.history.count
  }

  /// Takes a byte that the terminal sent.
  package mutating func take(_ byte: UInt8) -> Event {
    guard let key = keys.take(byte) else { return .edited }
    switch key {
    case .character(let character):
      guard text.count < Self.lengthLimit else { return .edited }
      text.insert(character, at: cursor)
      cursor += 1
    case .enter: return .line(finish())
    case .cancel:
      reset()
      return .cancelled
    case .deleteOrEnd:
      if text.isEmpty { return .ended }
      if cursor < text.count { text.remove(at: cursor) }
    case .delete:
      if cursor < text.count { text.remove(at: cursor) }
    case .backspace:
      if cursor > 0 {
        cursor -= 1
        text.remove(at: cursor)
      }
    case .tab: return .completion(String(text[..<cursor]))
    case .clear: return .cleared
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(text.count, cursor + 1)
    case .home: cursor = 0
    case .end: cursor = text.count
    case .wordLeft: cursor = wordStart
    case .wordRight: cursor = wordEnd
    case .deleteWordLeft: cut(wordStart..<cursor)
    case .deleteWordRight: cut(cursor..<wordEnd)
    case .deleteToEnd: cut(cursor..<text.count)
    case .deleteToStart: cut(0..<cursor)
    case .paste:
      text.insert(contentsOf: kept, at: cursor)
      cursor += kept.count
    case .up: show(place - 1)
    case .down: show(place + 1)
    }
    return .edited
  }

  /// Puts a completed beginning in place of what stands before the cursor.
  package mutating func complete(with beginning: String) {
    let rest = text[cursor...]
    text = Array(beginning) + rest
    cursor = text.count - rest.count
  }

  /// The bytes that draw the prompt, the part of the line that fits, and the cursor.
  package func drawing(prompt: String, columns: Int) -> String {
    let room = max(8, columns - prompt.unicodeScalars.count - 1)
    let start = max(0, cursor - room + 1)
    let shown = TerminalText.safe(String(text[start..<min(text.count, start + room)]))
    let behind = text[cursor..<min(text.count, start + room)].count
    return "\r" + prompt + shown + "\u{1b}[K" + (behind > 0 ? "\u{1b}[\(behind)D" : "")
  }

  // MARK: Parts

  private mutating func finish() -> String {
    let line = String(text)
    if !line.allSatisfy(\.isWhitespace), line != history.last {
      history.append(line)
      if history.count > Self.historyLimit { history.removeFirst() }
    }
    reset()
    return line
  }

  private mutating func reset() {
    text = []
    draft = []
    cursor = 0
    place = history.count
  }

  private mutating func show(_ wanted: Int) {
    guard wanted >= 0, wanted <= history.count, wanted != place else { return }
    if place == history.count { draft = text }
    place = wanted
    text = place == history.count ? draft : Array(history[place])
    cursor = text.count
  }

  private mutating func cut(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    kept = Array(text[range])
    text.removeSubrange(range)
    cursor = range.lowerBound
  }

  private var wordStart: Int {
    var position = cursor
    while position > 0, text[position - 1].isWhitespace { position -= 1 }
    while position > 0, !text[position - 1].isWhitespace { position -= 1 }
    return position
  }

  private var wordEnd: Int {
    var position = cursor
    while position < text.count, text[position].isWhitespace { position += 1 }
    while position < text.count, !text[position].isWhitespace { position += 1 }
    return position
  }
}
