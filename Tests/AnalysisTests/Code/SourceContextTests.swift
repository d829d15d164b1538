// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Testing

/// Go source with the line in question marked by `<<<` at its end.
private func context(_ marked: String) -> SourceContext {
  let lines = marked.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  let index = lines.firstIndex { $0.hasSuffix("<<<") } ?? 0
  var excerpts = SourceExcerpts()
  excerpts.add(
    path: "/a.go",
    text: lines.map { $0.hasSuffix("<<<") ? String($0.dropLast(3)) : $0 }.joined(separator: "\n")
  )
  return SourceContext(excerpts, at: SourceLocation(file: "/a.go", line: index + 1))
}

@Suite struct SourceContextTests {
  @Test(arguments: [
    ("func f() {\n\tfor {\n\t\tselect {<<<\n\t\tcase <-ticker.C:\n\t\t}\n\t}\n}", true),
    ("func f() {\n\tfor range ticker.C {<<<\n\t\trefresh()\n\t}\n}", true),
    ("func f() {\n\tfor {\n\t\t<-time.After(time.Second)<<<\n\t}\n}", true),
    (
      "func f() {\n\tfor {\n\t\tselect {<<<\n\t\t// case <-time.After(d):\n\t\tcase <-ctx.Done():\n\t\t}\n\t}\n}", false
    ),
    ("func f() {\n\t<-done // time.After( is not used<<<\n}", false),
    ("func f() {\n\tselect {<<<\n\tcase v := <-items:\n\t\t<-time.After(d)\n\t}\n}", false),
    ("func f() {\n\titems.Count()<<<\n}", false),
  ])
  func `a wait for a timer is told from another`(source: String, waits: Bool) {
    #expect(context(source).waitsForTimer == waits)
  }

  @Test func `cases are those of this select, not of one inside it`() {
    let source = """
      func f() {
      \tfor {
      \t\tselect {<<<
      \t\tcase v := <-items: // one
      \t\t\tselect {
      \t\t\tcase out <- v:
      \t\t\tdefault:
      \t\t\t}

      \t\tcase <-ctx.Done():
      \t\t\treturn
      \t\t}
      \t\tcase2()
      \t}
      }
      """
    #expect(context(source).selectCases == ["case v := <-items:", "case <-ctx.Done():"])
    #expect(context(source).waitsForContext)
    #expect(context(source).enclosingLoop?.line == 2)
    #expect(context(source).statement == "select {")
  }

  @Test func `spaces indent as tabs do`() {
    let source = "func f() {\n    for {\n        select {<<<\n        case <-t.C:\n        }\n    }\n}"
    #expect(context(source).waitsForTimer)
    #expect(context(source).enclosingLoop?.line == 2)
  }

  @Test func `a loop outside the closure is not the closure's`() {
    let source = """
      func f() {
      \tfor _, item := range items {
      \t\tgo func() {
      \t\t\tout <- item<<<
      \t\t}()
      \t}
      }
      """
    #expect(context(source).enclosingLoop == nil)
  }

  @Test func `a loop around an if is found, one that has ended is not`() {
    #expect(context("func f() {\n\tfor {\n\t\tif ok {\n\t\t\t<-c<<<\n\t\t}\n\t}\n}").enclosingLoop?.line == 2)
    #expect(context("func f() {\n\tfor {\n\t\twork()\n\t}\n\t<-c<<<\n}").enclosingLoop == nil)
  }

  @Test func `the first statement of a loop skips comments and blank lines`() {
    let source = "func f() {\n\tfor {\n\t\t// spin\n\n\t\tif poll() {\n\t\t\twork()<<<\n\t\t}\n\t}\n}"
    #expect(context(source).firstStatementOfLoop?.line == 5)
  }

  @Test func `without source every answer is no`() {
    let context = SourceContext(SourceExcerpts(), at: SourceLocation(file: "/a.go", line: 3))
    #expect(context.statement == nil)
    #expect(context.enclosingLoop == nil)
    #expect(context.firstStatementOfLoop == nil)
    #expect(context.selectCases.isEmpty)
    #expect(!context.waitsForTimer)
    #expect(!context.waitsForContext)
  }

  @Test func `a line beyond the file, and line 0, are not readable`() {
    var excerpts = SourceExcerpts()
    excerpts.add(path: "/a.go", text: "func f() {}")
    #expect(SourceContext(excerpts, at: SourceLocation(file: "/a.go", line: 9)).statement == nil)
    #expect(SourceContext(excerpts, at: SourceLocation(file: "/a.go", line: 0)).statement == nil)
  }

  @Test func `slashes in a string are no comment`() {
    #expect(context("func f() {\n\tout <- \"http://a\"<<<\n}").statement == "out <- \"http://a\"")
  }
}
