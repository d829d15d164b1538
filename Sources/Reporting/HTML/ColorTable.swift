// SPDX-License-Identifier: Apache-2.0

/// The colors of the page, light and dark: one accent, and a warm pair for what leaks and what is doubtful.
///
/// Meaning never rests on a color alone. Tests compute the contrast of every pair that `textPairs` and `linePairs` name.
enum ColorTable {
  /// A color under the name that the style uses for it.
  struct Entry {
    var name: String
    var light: String
    var dark: String
  }

  static let entries: [Entry] = [
    Entry(name: "page", light: "#ffffff", dark: "#14171c"),
    Entry(name: "surface", light: "#f5f7f9", dark: "#1c2027"),
    Entry(name: "line", light: "#dde2e8", dark: "#323944"),
    Entry(name: "text", light: "#1b2027", dark: "#e7eaee"),
    Entry(name: "muted", light: "#56606c", dark: "#a4aebb"),
    Entry(name: "accent", light: "#0a5ea8", dark: "#74b9f8"),
    Entry(name: "accent-tint", light: "#e8f1fa", dark: "#17293c"),
    Entry(name: "leak", light: "#ad2c0d", dark: "#ff9778"),
    Entry(name: "leak-tint", light: "#fcefeb", dark: "#36211b"),
    Entry(name: "doubt", light: "#7a4e00", dark: "#ecb75a"),
    Entry(name: "doubt-tint", light: "#fbf3e0", dark: "#30281a"),
    Entry(name: "mark", light: "#7a8490", dark: "#7f8a97"),
    Entry(name: "own", light: "#a9cef2", dark: "#225284"),
    Entry(name: "dependency", light: "#d0deeb", dark: "#34455a"),
    Entry(name: "library", light: "#e4e9ee", dark: "#2d343e"),
    Entry(name: "part-1", light: "#0a5ea8", dark: "#74b9f8"),
    Entry(name: "part-2", light: "#4f93cf", dark: "#437fb8"),
    Entry(name: "part-3", light: "#9cc3e6", dark: "#2d5780"),
    Entry(name: "part-4", light: "#b9c2cc", dark: "#6d7885"),
    Entry(name: "part-5", light: "#7f8b98", dark: "#97a3b0"),
    Entry(name: "part-6", light: "#d3d9df", dark: "#4d5763"),
    Entry(name: "part-7", light: "#8ea9a3", dark: "#557a72"),
    Entry(name: "part-8", light: "#c3d6d1", dark: "#39544e"),
    Entry(name: "part-9", light: "#c8633f", dark: "#e08a68"),
  ]

  /// Text and what it stands on: at least 4.5:1.
  static let textPairs: [(text: String, on: String)] = [
    ("text", "page"), ("text", "surface"), ("text", "accent-tint"), ("text", "leak-tint"), ("text", "doubt-tint"),
    ("muted", "page"), ("muted", "surface"), ("muted", "accent-tint"), ("muted", "leak-tint"), ("muted", "doubt-tint"),
    ("accent", "page"), ("accent", "surface"), ("accent", "accent-tint"), ("accent", "leak-tint"),
    ("accent", "doubt-tint"), ("leak", "page"), ("leak", "surface"), ("leak", "leak-tint"),
    ("doubt", "page"), ("doubt", "surface"), ("doubt", "doubt-tint"),
    ("text", "own"), ("text", "dependency"), ("text", "library"), ("page", "accent"),
  ]

  /// Lines that tell something and what they stand on: at least 3:1.
  static let linePairs: [(line: String, on: String)] = [
    ("accent", "page"), ("accent", "surface"), ("leak", "page"), ("mark", "page"), ("mark", "surface"),
  ]

  /// The variables of one scheme as declarations.
  static func declarations(dark: Bool) -> String {
    entries.map { "--\($0.name):\(dark ? $0.dark : $0.light)" }.joined(separator: ";")
  }
}
