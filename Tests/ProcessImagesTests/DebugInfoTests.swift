// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Foundation
import TestSupport
import Testing

@testable import ProcessImages

@Suite(.enabled(if: !toolchains.isEmpty, "\(GoToolchains.absence)"))
struct DebugInfoTests {
  private static let source = """
    package main

    import "fmt"

    type Order struct {
    	ID    int64
    	Lines []string
    	Next  *Order
    }

    var book = map[string]*Order{}

    func (o *Order) Total(factor int) int { return len(o.Lines) * factor }

    func main() {
    	o := &Order{ID: 1}
    	book["a"] = o
    	fmt.Println(o.Total(3), book)
    }
    """

  private func debugInfo(_ version: String, flags: [String] = []) async throws -> DebugInfo {
    let program = try await GoToolchains.build(Self.source, version: version, flags: flags)
    defer { _ = try? FileManager.default.removeItem(at: program.deletingLastPathComponent()) }
    let data = Array(try Data(contentsOf: program))
    return DebugInfo(of: try ELFFile(data.rawBytes), in: data.rawBytes)
  }

  @Test(arguments: toolchains, [[], ["-ldflags=-compressdwarf=false"]])
  func `types, variables, constants and functions are read from both versions of the format`(
    _ version: String,
    _ flags: [String]
  ) async throws {
    let debug = try await debugInfo(version, flags: flags)
    #expect(debug.gaps.isEmpty)
    let order = try #require(debug.type(named: "main.Order"))
    let row = debug.types[Int(order)]
    #expect(row.tag == .structure && row.size == 40 && row.fieldCount == 3 && row.kind == 25)
    let next = try #require(debug.field("Next", of: order))
    #expect(next.offset == 32 && debug.typeName(debug.types[Int(next.type)].element) == "main.Order")
    #expect(debug.typeName(next.type) == "*main.Order")
    let lines = try #require(debug.field("Lines", of: order))
    #expect(debug.typeName(lines.type) == "[]string" && debug.types[Int(lines.type)].size == 24)
    #expect(debug.typeName(debug.types[Int(lines.type)].goElement) == "string")
    let book = try #require(debug.variable(named: "main.book"))
    #expect(book.address > 0x400000 && debug.types[Int(book.type)].kind == 21)
    #expect(debug.constant(named: "runtime._Gwaiting") == 4)
    let main = try #require(debug.functions.first { debug.text($0.name) == "main.main" && $0.low != 0 })
    let found = try #require(debug.function(at: main.low + 1))
    #expect(found.low == main.low && main.high > main.low)
    let locals = (main.firstLocal..<main.firstLocal + main.localCount).map { debug.locals[Int($0)] }
    #expect(locals.contains { debug.text($0.name) == "o" && debug.typeName($0.type) == "*main.Order" })
  }

  @Test(arguments: toolchains)
  func `a program without debug information gives none`(_ version: String) async throws {
    let debug = try await debugInfo(version, flags: ["-ldflags=-w"])
    #expect(debug.types.isEmpty && debug.variables.isEmpty)
  }

  @Test func `no cut and no flipped bit traps`() async throws {
    let sections = try await debugInfo(toolchains[0], flags: ["-ldflags=-compressdwarf=false"]).sections
    var random = SeededGenerator(seed: 11)
    for _ in 0..<60 {
      var copy = sections
      copy.info = Array(copy.info.prefix(20_000))
      // The unit's length would lead beyond the cut.
      copy.info.replaceSubrange(0..<4, with: [0x1C, 0x4E, 0, 0])
      copy.info = Mutations.damaged(copy.info, using: &random)
      if Bool.random(using: &random) { copy.abbreviations = Mutations.damaged(copy.abbreviations, using: &random) }
      let debug = DebugInfo(copy)
      for type in debug.types.indices { _ = debug.typeName(UInt32(type)) }
      _ = debug.type(named: "main.Order")
      _ = debug.function(at: 0x500000)
    }
  }
}
