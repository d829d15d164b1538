// SPDX-License-Identifier: Apache-2.0

/// The words that this program says itself, wherever they stand in its sentences.
///
/// They tell nothing of a service: what a report holds beyond them came from the target. Written anew by
/// `Scripts/record-vocabulary`; a word that is missing is hidden in redacted reports, never the other way round.
enum OwnVocabulary {
  private static let words = Set(text.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Whether the program says the word; capitals make no difference.
  static func contains(_ word: String) -> Bool { words.contains(word.lowercased()) }
}
