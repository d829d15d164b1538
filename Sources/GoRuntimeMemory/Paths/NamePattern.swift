// SPDX-License-Identifier: Apache-2.0

/// A name in which `*` stands for anything, as shells have it.
struct NamePattern {
  private let parts: [Substring]
  private let text: String

  init(_ text: String) {
    self.text = text
    parts = text.split(separator: "*", omittingEmptySubsequences: false)
  }

  /// Whether a type is meant, by its whole name or the one without folders.
  ///
  /// A pointer names what it points to, for objects are asked for: `*quote.Session` also begins with a star that stands for
  /// anything.
  func matches(type name: String) -> Bool { matches(name) || matches(GoNames.short(name)) }

  private func matches(_ name: String) -> Bool {
    guard parts.count > 1 else { return name == text }
    guard let first = parts.first, let last = parts.last, name.hasPrefix(first) else { return false }
    var rest = name.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
