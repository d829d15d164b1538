// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ProfileWorkbench

@Suite struct LineEditorTests {
  /// What typing these bytes comes to, without the steps in between.
  private func events(_ text: String, _ editor: inout LineEditor) -> [LineEditor.Event] {
    Array(text.utf8).map { editor.take($0) }.filter { $0 != .edited }
  }

  @Test(arguments: [
    ("top\r", "top"), ("tp\u{1b}[Do\r", "top"), ("op\u{01}t\r", "top"), ("op\u{1b}[Ht\r", "top"),
    ("topx\u{7f}\r", "top"),
    ("xtop\u{01}\u{1b}[3~\r", "top"), ("top me\u{17}\r", "top "), ("top me\u{15}tree\r", "tree"),
    ("top me\u{17}x\u{19}\r", "top xme"),
    ("top\u{01}\u{0b}\u{19}\u{19}\r", "toptop"), ("a b\u{1b}b\u{1b}bx\r", "xa b"), ("a b\u{01}\u{1b}d\r", " b"),
    ("a b\u{1b}[1;5D\u{1b}[1;5Dx\r", "xa b"), ("grün🜂\u{1b}[D\u{7f}\r", "gr\u{fc}🜂"), ("a\u{02}\u{06}b\r", "ab"),
    ("a\u{1b}OHb\r", "ba"),
    ("ab\u{1b}[D\u{04}\r", "a"), ("a\u{1b}[99;99;99;99;99;99;99~b\r", "ab"),
  ])
  func `keys edit the line`(typed: String, line: String) {
    var editor = LineEditor()
    let expected = typed.contains("grün") ? "gr\u{fc}🜂" : line
    #expect(events(typed, &editor) == [.line(expected)])
  }

  @Test func `Up and Down show the lines of before and keep the new one`() {
    var editor = LineEditor(history: ["one", "two"])
    #expect(events("thr\u{1b}[A\u{1b}[A\u{1b}[A\u{1b}[B\u{1b}[Bee\r", &editor) == [.line("three")])
    #expect(editor.history == ["one", "two", "three"])
    #expect(events("\u{1b}[A\u{10}\r", &editor) == [.line("two")])
    #expect(events("two\r \r", &editor) == [.line("two"), .line(" ")])
    #expect(editor.history == ["one", "two", "three", "two"])
  }

  @Test func `Ctrl-C throws the line away, Ctrl-D ends where there is none`() {
    var editor = LineEditor()
    #expect(events("top\u{03}\u{04}", &editor) == [.cancelled, .ended])
    #expect(events("a\u{04}\r", &editor) == [.line("a")])
  }

  @Test func `Tab asks for the beginning to be completed`() {
    var editor = LineEditor()
    #expect(events("foc x\u{1b}[D\u{1b}[D\t", &editor) == [.completion("foc")])
    editor.complete(with: "focus=")
    #expect(events("\r", &editor) == [.line("focus= x")])
  }

  @Test func `a line longer than the terminal shows the part around the cursor`() {
    var editor = LineEditor()
    _ = events(String(repeating: "a", count: 50) + "END", &editor)
    #expect(editor.drawing(prompt: "> ", columns: 20) == "\r> " + String(repeating: "a", count: 13) + "END\u{1b}[K")
    _ = events("\u{01}", &editor)
    #expect(
      editor.drawing(prompt: "> ", columns: 20).hasSuffix(String(repeating: "a", count: 17) + "\u{1b}[K\u{1b}[17D")
    )
  }

  @Test func `what is shown does nothing to the terminal`() {
    var editor = LineEditor(history: ["a\u{1b}]0;title\u{07}b"])
    _ = events("\u{1b}[A", &editor)
    let shown = editor.drawing(prompt: "", columns: 80)
    #expect(!shown.contains("\u{1b}]") && !shown.contains("\u{07}"))
  }

  @Test func `any bytes are survived`() {
    var editor = LineEditor()
    var state: UInt64 = 3
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1
      if case .completion(let text) = editor.take(UInt8(truncatingIfNeeded: state >> 40)) {
        editor.complete(with: text + "x")
      }
    }
    #expect(events("\u{03}top\r", &editor).last == .line("top"))
  }
}
