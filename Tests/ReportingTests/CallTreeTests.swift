// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Testing
import TestSupport

@testable import Reporting

@Suite struct CallTreeTests {
  private typealias Call = (frame: CodeFrame, owner: CodeOwner)

  /// Calls written as `name:line`, outermost first.
  private func stack(_ text: String) -> [Call] {
    text.split(separator: " ").map { call in
      let parts = call.split(separator: ":")
      return (
        CodeFrame(function: String(parts[0]), location: SourceLocation(file: "a.go", line: Int(parts[1]) ?? 0)), .user
      )
    }
  }

  private func described(_ tree: CallTree?) -> [String] {
    (tree?.nodes ?? []).map { node in
      "\(node.parent.map(String.init) ?? "-") \(node.function ?? "…"):\(node.line ?? 0) \(node.value)"
    }
  }

  @Test func `stacks with the same callers share them, the larger callee first`() {
    var builder = CallTreeBuilder()
    builder.add(stack("main:1 f:2 g:3"), value: 5)
    builder.add(stack("main:1 f:2 h:4"), value: 7)
    builder.add(stack("main:1 f:9"), value: 1)
    #expect(
      described(builder.tree(.goroutines, unit: "goroutines")) == [
        "- …:0 13", "0 main:1 13", "1 f:2 12", "2 h:4 7", "2 g:3 5", "1 f:9 1",
      ]
    )
  }

  @Test func `recursion is one call and a deep stack loses its middle`() {
    var builder = CallTreeBuilder()
    builder.add(stack("main:1 " + String(repeating: "walk:2 ", count: 40) + "end:3"), value: 1)
    #expect(described(builder.tree(.goroutines, unit: "goroutines")).count == 4)
    var deep = CallTreeBuilder()
    deep.add(stack((0..<1000).map { "f\($0):1" }.joined(separator: " ")), value: 1)
    let nodes = deep.tree(.goroutines, unit: "goroutines")?.nodes ?? []
    #expect(nodes.count == 66)
    #expect(nodes[32].function == "f31" && nodes[33].function == nil && nodes[34].function == "f968")
    #expect(nodes.last?.function == "f999")
  }

  @Test func `what is added may be less than the whole, and nothing makes no tree`() {
    var builder = CallTreeBuilder()
    #expect(builder.tree(.heapInUse, unit: "bytes") == nil)
    builder.add(stack("f:1"), value: 0)
    builder.add(stack("f:1"), value: -7)
    #expect(builder.tree(.heapInUse, unit: "bytes") == nil)
    builder.add(stack("f:1"), value: 3)
    #expect(described(builder.tree(.heapInUse, unit: "bytes", whole: 10)) == ["- …:0 10", "0 f:1 3"])
    builder.add(stack("f:1"), value: .max)
    builder.add(stack("f:1"), value: .max)
    #expect(described(builder.tree(.heapInUse, unit: "bytes")) == ["- …:0 \(Int64.max)", "0 f:1 \(Int64.max)"])
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `a tree is in preorder, callers are no smaller than their callees, and the limit holds`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var builder = CallTreeBuilder()
    for _ in 0..<300 {
      let calls = (0..<Int.random(in: 1...12, using: &random)).map { _ in "f\(Int.random(in: 0...4, using: &random)):1"
      }
      builder.add(stack(calls.joined(separator: " ")), value: Int64.random(in: 0...1000, using: &random))
    }
    let tree = try #require(builder.tree(.heapInUse, unit: "bytes", limit: 80))
    #expect(tree.nodes.count <= 80 && (tree.nodesLeftOut ?? 0) > 0)
    var sums = [Int64](repeating: 0, count: tree.nodes.count)
    var path: [Int] = []
    for (index, node) in tree.nodes.enumerated() {
      while let last = path.last, last != node.parent { path.removeLast() }
      #expect(path.last == node.parent, "not in preorder at \(index)")
      path.append(index)
      if let parent = node.parent { sums[parent] += node.value }
    }
    for (node, sum) in zip(tree.nodes, sums) { #expect(node.value >= sum) }
  }

  @Test func `a watch tells what became more, from the go statement on`() throws {
    let report = report(of: try fullCapture())
    let tree = try #require(report.callTrees.first { $0.name == .goroutineGrowth })
    #expect(tree.nodes[0].value == 345)
    #expect(tree.nodes[1].function == "shop.example/quote.(*Desk).ask" && tree.nodes[1].value == 300)
    #expect(tree.nodes[2].line == 41 && tree.nodes[2].owner == .own)
    let all = try #require(report.callTrees.first { $0.name == .goroutines })
    #expect(all.nodes[0].value >= 420 + 45 + 250)
    #expect(!report.callTrees.contains { $0.unit == "bytes" })
  }
}
