// SPDX-License-Identifier: Apache-2.0

import Testing

/// Every goroutine kind is whole: its file, its line in the list, its examples, its place in the documentation.
@Suite struct LeakKindRulesTests {
  static let kinds = Repository.read { $0.hasPrefix("Sources/Diagnosis/LeakKinds/") }.compactMap(LeakKindEntry.init)
  let registry = SourceText(
    path: "Sources/Diagnosis/LeakKinds+All.swift",
    text: Repository.text("Sources/Diagnosis/LeakKinds+All.swift")
  )

  @Test func `all kinds are there`() {
    #expect(Self.kinds.count >= 15)
    #expect(Set(Self.kinds.map(\.id)).count == Self.kinds.count)
  }

  @Test(arguments: kinds)
  func `a kind has its line, its examples and its documentation`(kind: LeakKindEntry) {
    #expect(LeakKindRules.missing(kind, registry: registry, paths: Repository.paths) == [])
    #expect(Repository.text("Documentation/Leak-kinds.md").contains("`\(kind.id)`"))
  }

  @Test func `every folder of examples shows a kind`() {
    let vocabulary = LeakKindRules.vocabulary(of: Repository.text("Documentation/Leak-kinds.md"))
    #expect(vocabulary.isSuperset(of: Self.kinds.map(\.id)))
    #expect(vocabulary.count >= 35)
    #expect(LeakKindRules.strayExamples(paths: Repository.paths, kinds: vocabulary) == [])
  }

  @Test func `leaky examples mark their leak and others do not`() {
    let programs = Set(Repository.paths.filter { $0.hasPrefix("Examples/") && $0.hasSuffix("/main.go") })
      .map { String($0.dropLast("/main.go".count)) }.filter { !$0.hasSuffix("Examples/load") }
    #expect(programs.count >= 40)
    for program in programs.sorted() {
      let files = Repository.read { $0.hasPrefix(program + "/") && $0.hasSuffix(".go") }
      #expect(LeakKindRules.markers(of: program, files: files) == [])
    }
  }
}

/// The rules on kinds that lack something.
@Suite struct BrokenLeakKindTests {
  let source = SourceText(
    path: "Sources/Diagnosis/LeakKinds/GoroutineNaps.swift",
    text: "package struct GoroutineNaps: GoroutineLeakKind {\n  package let id = \"goroutine-naps\"\n}"
  )
  let registry = SourceText(path: "All.swift", text: "let all = [GoroutineNaps()]")
  let examples: Set<String> = [
    "Examples/leaks/goroutine-naps/leaky/main.go", "Examples/leaks/goroutine-naps/fixed/main.go",
  ]

  @Test func `a whole kind is found whole`() throws {
    let kind = try #require(LeakKindEntry(source))
    #expect(LeakKindRules.missing(kind, registry: registry, paths: examples) == [])
    #expect(LeakKindRules.strayExamples(paths: examples, kinds: [kind.id]) == [])
  }

  @Test func `what a kind lacks is found`() throws {
    let kind = try #require(LeakKindEntry(source))
    let empty = SourceText(path: "All.swift", text: "// GoroutineNaps")
    #expect(LeakKindRules.missing(kind, registry: empty, paths: examples).count == 1)
    #expect(LeakKindRules.missing(kind, registry: registry, paths: []).count == 2)
    #expect(LeakKindRules.strayExamples(paths: examples, kinds: []).count == 1)
    let moved = SourceText(path: "Sources/Diagnosis/LeakKinds/Naps.swift", text: source.lines.joined(separator: "\n"))
    let misnamed = try #require(LeakKindEntry(moved))
    #expect(LeakKindRules.missing(misnamed, registry: registry, paths: examples).count == 1)
  }

  @Test func `a kind of the vocabulary begins a row of a table`() {
    let text = "The id `a-b` is settled.\n| id | what |\n|---|---|\n| `naps` | sleeps |\n| `b-c` | no |"
    #expect(LeakKindRules.vocabulary(of: text) == ["naps", "b-c"])
  }

  @Test func `a missing and a misplaced marker are found`() {
    let marked = SourceText(path: "main.go", text: "answers <- a // leak: here")
    let plain = SourceText(path: "main.go", text: "answers <- a")
    #expect(LeakKindRules.markers(of: "Examples/leaks/a/leaky", files: [marked]) == [])
    #expect(LeakKindRules.markers(of: "Examples/leaks/a/leaky-order", files: [plain]).count == 1)
    #expect(LeakKindRules.markers(of: "Examples/leaks/a/fixed", files: [marked]).count == 1)
    let declared = SourceText(path: "main.go", text: "// kind: fd-leak\nos.Open(name) // leak: here")
    #expect(LeakKindRules.markers(of: "Examples/services/mail", files: [declared]) == [])
    #expect(LeakKindRules.markers(of: "Examples/services/mail", files: [marked]).count == 1)
  }
}
