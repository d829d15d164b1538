// SPDX-License-Identifier: Apache-2.0

/// A block of text that is there to be taken elsewhere: the script puts a copy button on it.
struct Copyable {
  let text: String
  /// What it is, for the button's name.
  let what: Markup

  init(_ text: String, what: Markup) {
    self.text = text
    self.what = what
  }

  func markup() -> Markup {
    "<div class=\"copyable\" data-what=\"\(what)\"><pre tabindex=\"0\"><code>\(Escaped(code: text))</code></pre></div>"
  }
}
