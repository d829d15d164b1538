// SPDX-License-Identifier: Apache-2.0

/// A word of a sentence without the punctuation around it, which is no part of a name.
struct PunctuatedWord {
  let before: Substring
  let core: Substring
  let after: Substring

  /// Splits a word; brackets that a name opens itself stay with it, as in `ctx.Done()`.
  init(_ word: Substring) {
    var start = word.startIndex
    var end = word.endIndex
    while start < end, word.index(after: start) < end, "(\"`".contains(word[start]) { start = word.index(after: start) }
    var open = 0
    var closed = 0
    for character in word[start...] {
      if character == "(" { open += 1 }
      if character == ")" { closed += 1 }
    }
    while start < end, word.index(before: end) > start {
      let last = word[word.index(before: end)]
      guard ".,;:\"`".contains(last) || (last == ")" && closed > open) else { break }
      if last == ")" { closed -= 1 }
      end = word.index(before: end)
    }
    before = word[..<start]
    core = word[start..<end]
    after = word[end...]
  }
}
