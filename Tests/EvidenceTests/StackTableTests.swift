// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@Suite struct StackTableTests {
  @Test func `equal strings share a handle and keep their text`() {
    var table = StringTable()
    let names = (0..<1000).map { "package\($0).function" }
    let first = names.map { table.intern($0) }
    let second = names.map { table.intern($0) }
    #expect(first == second)
    #expect(first.map { table[$0] } == names)
    #expect(table.intern("") == .empty)
    #expect(table.count == 1001)
  }

  @Test func `equal stacks share a handle and resolve leaf first`() {
    var table = StackTable()
    func frame(_ function: String, _ line: UInt32) -> FrameID {
      table.intern(.init(function: table.strings.intern(function), file: table.strings.intern("a.go"), line: line))
    }
    let leaf = frame("main.leaf", 3)
    let root = frame("main.main", 9)
    let stack = table.intern(stack: [leaf, root])
    #expect(table.intern(stack: [leaf, root]) == stack)
    #expect(table.intern(stack: [root]) != stack)
    #expect(table.codeFrames(of: stack).map(\.function) == ["main.leaf", "main.main"])
  }

  @Test(arguments: [[], [1, 2, 3], [900, 2, .max, 0, 17, 17]] as [[UInt64]])
  func `goroutine ids come back sorted, whatever their order`(ids: [UInt64]) {
    let coded = GoroutineIDs(ids)
    #expect(coded.count == ids.count)
    #expect(coded.sorted() == ids.sorted())
    #expect(Array(coded) == ids)
    #expect(coded.largest == ids.max())
  }
}
