// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Testing

@Suite struct LockStatementsTests {
  /// What is held and waited for at the line that ends with `// here`.
  private func statements(_ source: String) throws -> LockStatements? {
    var excerpts = SourceExcerpts()
    excerpts.add(path: "bank.go", text: source)
    let line = try #require(
      source.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.hasSuffix("// here") }
    )
    return LockStatements(excerpts, at: SourceLocation(file: "bank.go", line: line + 1))
  }

  @Test func `a lock with a deferred unlock is held at the next lock`() throws {
    let read = try #require(
      try statements(
        """
        func (b *bank) transfer(from, to *account, amount int) {
        \tfrom.mutex.Lock()
        \tdefer from.mutex.Unlock()
        \tto.mutex.Lock() // here
        """
      )
    )
    #expect(read.held.map { $0.root + $0.path } == ["from.mutex"])
    #expect(read.waited.map { $0.root + $0.path } == "to.mutex")
    #expect(read.parameters?.map(\.name) == ["b", "from", "to", "amount"])
  }

  @Test func `a lock that was given back is not held`() throws {
    let read = try #require(
      try statements(
        """
        func (b *bank) transfer(from, to *account) {
        \tfrom.mutex.Lock()
        \tif from.closed {
        \t\tfrom.mutex.Unlock()
        \t}
        \tto.mutex.Lock() // here
        """
      )
    )
    #expect(read.held.isEmpty)
  }

  @Test func `parameters that are swapped before locking in order prove nothing`() throws {
    let read = try #require(
      try statements(
        """
        func (b *bank) transfer(from, to *account) {
        \tif from.number > to.number {
        \t\tfrom, to = to, from
        \t}
        \tfrom.mutex.Lock()
        \tdefer from.mutex.Unlock()
        \tto.mutex.Lock() // here
        """
      )
    )
    #expect(read.held.isEmpty)
    #expect(read.waited == nil)
  }

  @Test func `a lock inside a block, or around a function literal, is not believed`() throws {
    let conditional = try #require(
      try statements(
        """
        func (b *bank) audit(a, c *account) {
        \tif a.open {
        \t\ta.mutex.Lock()
        \t}
        \tc.mutex.Lock() // here
        """
      )
    )
    #expect(conditional.held.isEmpty)
    let literal = try statements(
      """
      func (b *bank) audit(a, c *account) {
      \ta.mutex.Lock()
      \tgo func() {
      \t\tc.mutex.Lock() // here
      """
    )
    #expect(literal == nil)
  }

  @Test func `parameters of more than one word leave the arguments unread`() throws {
    let read = try #require(
      try statements(
        """
        func (b *bank) rename(a *account, name string) {
        \ta.mutex.Lock() // here
        """
      )
    )
    #expect(read.parameters == nil)
  }
}
