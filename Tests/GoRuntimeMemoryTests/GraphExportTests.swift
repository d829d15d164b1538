// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Foundation
import ProcessImages
import ProfileFormats
import TestSupport
import Testing

@testable import GoRuntimeMemory

/// What other programs read of the graph, against the rules of their forms and against the graph itself.
@Suite(
  .enabled(if: !allToolchains.isEmpty, "\(GoToolchains.absence)"),
  .enabled(if: Tracing.isPermitted, "\(Tracing.absence)"),
  .serialized
)
struct GraphExportTests {
  private static func read(_ version: String) async throws -> ProgramGraph {
    let running = try RunningGoProgram(try await GoToolchains.build(source, version: version))
    return try ProgramGraph(try ProcessSnapshot.take(running.pid), debug: try debugInformation(of: running.pid))
  }

  private static func bytes(_ export: GraphExport, of program: ProgramGraph) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try export.write(program) { bytes += $0 }
    return bytes
  }

  @Test(arguments: allToolchains.suffix(1))
  func `every form says what the graph says, and no value of the program is in any`(_ version: String) async throws {
    let program = try await Self.read(version)
    let snapshot = try Self.bytes(.heapSnapshot, of: program)
    try expectHeapSnapshot(snapshot, program)
    let list = try Self.bytes(.json, of: program)
    try expectObjectList(list, program)
    let packed = try Self.bytes(.pprof, of: program)
    try expectProfile(packed, program, version)
    let dot = try Self.bytes(.dot, of: program)
    let drawing = String(decoding: dot, as: UTF8.self)
    #expect(drawing.hasPrefix("digraph heap {") && drawing.hasSuffix("}\n") && drawing.contains("main.cart"))
    for bytes in [snapshot, list, dot] { #expect(!String(decoding: bytes, as: UTF8.self).contains("hunter2")) }
  }

  /// The rules that DevTools' reader relies on.
  private func expectHeapSnapshot(_ bytes: [UInt8], _ program: ProgramGraph) throws {
    let document = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let head = try #require(document["snapshot"] as? [String: Any])
    let meta = try #require(head["meta"] as? [String: Any])
    let nodes = try #require(document["nodes"] as? [Int])
    let edges = try #require(document["edges"] as? [Int])
    let strings = try #require(document["strings"] as? [String])
    let fields = try #require(meta["node_fields"] as? [String])
    #expect((meta["node_types"] as? [Any])?.count == 7 && fields.count == 7)
    #expect(head["node_count"] as? Int == program.graph.nodeCount && nodes.count == 7 * program.graph.nodeCount)
    #expect(head["edge_count"] as? Int == program.graph.edgeCount && edges.count == 3 * program.graph.edgeCount)
    #expect(["trace_function_infos", "trace_tree", "samples", "locations"].allSatisfy { document[$0] is [Any] })
    var bytesInAll = 0
    var edge = 0
    var isReached = [Bool](repeating: false, count: nodes.count / 7)
    isReached[0] = true
    for node in 0..<nodes.count / 7 {
      let row = nodes[7 * node..<7 * node + 7].map { $0 }
      #expect(row[0] >= 0 && row[0] < 15 && strings.indices.contains(row[1]))
      #expect(row[2] > 0 && row[2] <= Int(UInt32.max))
      bytesInAll += row[3]
      for _ in 0..<row[4] {
        #expect(edges[edge] == 1 || edges[edge] == 2 && strings.indices.contains(edges[edge + 1]))
        #expect(edges[edge + 2] % 7 == 0 && edges[edge + 2] < nodes.count)
        isReached[edges[edge + 2] / 7] = true
        edge += 3
      }
    }
    #expect(edge == edges.count && !isReached.contains(false))
    #expect(bytesInAll == Int(program.graph.byteCount))
    #expect(strings.contains("main.Item") && strings.contains("next") && strings.contains("main.cart"))
  }

  private func expectObjectList(_ bytes: [UInt8], _ program: ProgramGraph) throws {
    let document = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let nodes = try #require(document["nodes"] as? [Int])
    let edges = try #require(document["edges"] as? [Int])
    let names = try #require(document["names"] as? [String])
    #expect(nodes.count == 7 * program.graph.nodeCount && edges.count == 3 * program.graph.edgeCount)
    #expect(stride(from: 0, to: nodes.count, by: 7).reduce(0) { $0 + nodes[$1 + 2] } == Int(program.graph.byteCount))
    #expect(nodes[3] == Int(program.graph.byteCount), "the root retains everything")
    // Elements of main.cart's array are numbered.
    let items = stride(from: 0, to: edges.count, by: 3).filter { edges[$0 + 1] >= 0 }
    #expect(items.count >= 40 && names.contains("main.Item"))
  }

  private func expectProfile(_ packed: [UInt8], _ program: ProgramGraph, _ version: String) throws {
    let profile = PprofExport.profile(program)
    #expect(profile.total(ofColumn: 0) == program.graph.objectCount)
    #expect(profile.total(ofColumn: 1) == Int64(program.graph.byteCount))
    let file = FileManager.default.temporaryDirectory.appending(path: "graph-\(UUID()).pb.gz")
    try Data(packed).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = GoToolchains.folder.appending(path: "\(version)/bin/go")
    process.arguments = ["tool", "pprof", "-traces", file.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(text.contains("main.cart") && text.contains(".next^n -> *main.Item"))
  }

  private static let source = """
    package main

    import (
    	"fmt"
    	"time"
    )

    type Item struct {
    	next  *Item
    	words []string
    	more  map[string]any
    }

    var cart []*Item

    func main() {
    	for i := 0; i < 40; i++ {
    		item := &Item{words: []string{fmt.Sprint("hunter2", i)}, more: map[string]any{fmt.Sprint("hunter2", i): i}}
    		for j := 0; j < 5; j++ {
    			item = &Item{next: item}
    		}
    		cart = append(cart, item)
    	}
    	fmt.Println("ready")
    	for {
    		time.Sleep(time.Hour)
    	}
    }
    """
}
