// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Reporting

@Suite struct EscapedTests {
  @Test(arguments: [
    ("plain", "plain"),
    ("a < b && c > \"d\" 'e' `f`", "a &lt; b &amp;&amp; c &gt; &quot;d&quot; &#39;e&#39; &#96;f&#96;"),
    ("</script><script>", "&lt;/script&gt;&lt;script&gt;"),
    ("&lt;", "&amp;lt;"),
    ("täglich 証拠 🙂", "täglich 証拠 🙂"),
    ("\u{202e}abc\u{2069}\u{feff}", "\u{FFFD}abc\u{FFFD}\u{FFFD}"),
    ("a\u{0}b\u{1b}[31m\u{9b}\n", "a\u{FFFD}b\u{FFFD}[31m\u{FFFD}\u{FFFD}"),
    ("\u{2028}\u{2029}", "\u{FFFD}\u{FFFD}"),
    ("", ""),
  ])
  func `what a browser acts on becomes characters`(text: String, html: String) {
    #expect(Escaped(text).html == html)
  }

  @Test func `code keeps its lines and tabs and nothing else`() {
    #expect(Escaped(code: "if a < b {\n\treturn\r\n}").html == "if a &lt; b {\n\treturn\u{FFFD}\n}")
    #expect(Escaped(code: "a\n\tb\u{1b}").html == "a\n\tb\u{FFFD}")
  }

  @Test func `text is cut at its end and a name at its start`() {
    #expect(Escaped("abcdef", limit: 3).html == "abc\u{2026}")
    #expect(Escaped("abc", limit: 3).html == "abc")
    #expect(Escaped(name: "example.com/a/b/c.go", limit: 4).html == "\u{2026}c.go")
    #expect(Escaped(name: "c.go", limit: 4).html == "c.go")
    #expect(Escaped("", limit: 0).html == "")
  }

  @Test func `a pile of marks on one letter is taken down`() {
    let pile = Escaped("e" + String(repeating: "\u{301}", count: 500)).html
    #expect(pile.unicodeScalars.count == 5)
    #expect(Escaped("e\u{301}\u{323}").html.unicodeScalars.count == 3)
  }
}

@Suite struct MarkupTests {
  @Test func `the literal is markup and what is put in is not`() {
    let name = "<b>\"x\"</b>"
    let page: Markup = "<p title=\"\(name)\">\(name) \(7)</p>"
    #expect(page.html == "<p title=\"&lt;b&gt;&quot;x&quot;&lt;/b&gt;\">&lt;b&gt;&quot;x&quot;&lt;/b&gt; 7</p>")
  }

  @Test func `markup in markup stays markup`() {
    let inner: Markup = "<i>\("<")</i>"
    let outer: Markup = "<p>\(inner)</p>"
    #expect(outer.html == "<p><i>&lt;</i></p>")
  }

  @Test func `a bounded part takes what fits and counts the rest`() {
    var part = BoundedMarkup(limit: 10)
    let missing = part.add(["aaaa", "bbbb", "cccc", "d"]) { Markup(Escaped($0)) }
    #expect(missing == 2)
    #expect(part.markup.html == "aaaabbbb")
    let fits = [part.add("xxx"), part.add("yy")]
    #expect(fits == [false, true])
    #expect(part.markup.byteCount == 10)
  }
}
