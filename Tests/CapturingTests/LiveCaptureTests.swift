// SPDX-License-Identifier: Apache-2.0

import Acquisition
import Evidence
import Foundation
import Intake
import TestSupport
import Testing

@testable import Capturing

private let toolchains = GoToolchains.installed(among: ["go1.22.10", "go1.27.3"])

/// What a watch asks real services for, and in which order.
@Suite(.serialized, .enabled(if: !toolchains.isEmpty, "\(GoToolchains.absence)"))
struct LiveCaptureTests {
  /// Serves pprof; with the argument "expvar" its statistics, too, and with "other" nothing of both.
  private static let source = """
    package main

    import (
    	"expvar"
    	"fmt"
    	"net"
    	"net/http"
    	"net/http/pprof"
    	"os"
    )

    func main() {
    	listener, err := net.Listen("tcp", "127.0.0.1:0")
    	if err != nil {
    		panic(err)
    	}
    	fmt.Println(listener.Addr())
    	mux := http.NewServeMux()
    	switch os.Args[1] {
    	case "expvar":
    		mux.Handle("/debug/vars", expvar.Handler())
    		fallthrough
    	case "pprof":
    		mux.HandleFunc("/debug/pprof/", pprof.Index)
    		mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
    		mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
    	}
    	panic(http.Serve(listener, mux))
    }
    """

  /// Runs a service; `body` gets an endpoint for it.
  private func withService(
    _ version: String,
    _ argument: String,
    _ body: (PprofEndpoint) async throws -> Void
  ) async throws {
    let program = try await GoToolchains.build(Self.source, version: version)
    defer { _ = try? FileManager.default.removeItem(at: program.deletingLastPathComponent()) }
    let service = try GoService(program, arguments: [argument])
    defer { service.stop() }
    try await PprofEndpoint.withEndpoint(TargetAddress("http://\(service.address)")) { try await body($0) }
  }

  /// The manifest of a watch of two seconds.
  private func manifest(
    of endpoint: PprofEndpoint,
    _ change: (inout CaptureOptions) -> Void = { _ in }
  ) async throws -> BundleManifest {
    var options = CaptureOptions()
    options.seconds = 2
    options.endsEarly = false
    change(&options)
    var capture = LiveCapture(endpoint: endpoint, options: options, toolVersion: "test") { _ in }
    return try await capture.run().manifest
  }

  @Test(arguments: toolchains)
  func `a watch has rounds with stacks, three heap profiles behind collections, a trace, and last the leak profile`(
    version: String
  ) async throws {
    try await withService(version, "expvar") { endpoint in
      let manifest = try await manifest(of: endpoint)
      let files = manifest.items.compactMap(\.file).map { $0.split(separator: "/").last ?? "" }
      let rounds = manifest.items.filter { $0.file?.hasSuffix("goroutine-debug2.txt") == true }
      #expect(rounds.count >= 3 && rounds.first?.at ?? 9 < 0.5 && rounds.last?.at ?? 0 > 1.5, "\(manifest.items)")
      #expect(files.count { $0 == "heap.pb.gz" } == 3)
      #expect(files.count { $0 == "trace.bin" } == 1)
      #expect(files.contains("goroutineleak.pb.gz") == (version == "go1.27.3"))
      #expect(manifest.cost.forcedGCs == (version == "go1.27.3" ? 4 : 3))
      #expect(files.contains("memory.jsonl") && files.contains("process.txt"))
      #expect(manifest.target.module == "shop.example/probe" && manifest.target.pid != nil)
      // The program was built from sources that lie here.
      #expect(manifest.sources.map(\.path).contains { $0.hasSuffix("/main.go") })
      #expect(manifest.gaps == [])
    }
  }

  @Test func `what is not wanted is not asked for`() async throws {
    try await withService(toolchains[toolchains.count - 1], "expvar") { endpoint in
      let manifest = try await manifest(of: endpoint) { options in
        options.collection = .never
        options.traceSeconds = 0
        options.leakProfile = false
        options.sources = false
      }
      let files = manifest.items.compactMap(\.file)
      #expect(!files.contains { $0.hasSuffix("trace.bin") || $0.hasSuffix("goroutineleak.pb.gz") })
      #expect(manifest.cost.forcedGCs == 0 && manifest.sources.isEmpty)
      #expect(manifest.gaps.contains { $0.contains("--no-gc") })
    }
  }

  @Test func `a service that serves no profiles is no target`() async throws {
    try await withService(toolchains[0], "other") { endpoint in
      await #expect(throws: (any Error).self) { _ = try await manifest(of: endpoint) }
    }
  }

  @Test func `statistics come from expvar where it is, else from the text of the heap profile`() async throws {
    for (argument, source) in [("expvar", MemorySource.expvar), ("pprof", .heapText)] {
      try await withService(toolchains[0], argument) { endpoint in
        _ = try await endpoint.discover()
        let found = await MemorySource.discover(endpoint, within: 10)
        #expect(found.source == source)
        #expect(found.reading?.statistics.heapAlloc ?? 0 > 0)
        var sampler = SeriesSampler(endpoint: endpoint)
        #expect(await sampler.begin(process: nil, within: 10)?.numGC != nil)
        #expect(sampler.prefersHeapText == (source == .heapText))
        await sampler.sample(withHeap: true)
        await sampler.sample()
        var record = CaptureRecord(
          BundleManifest(
            toolVersion: "test",
            target: TargetDescription(kind: .url, name: "a", address: "a"),
            started: 0,
            plannedSeconds: 1
          )
        )
        sampler.keep(in: &record)
        // A heap profile as text brings its own statistics: no reading of its own stands beside it.
        let count = source == .expvar ? 2 : 1
        #expect(record.manifest.items.map(\.source) == ["memory statistics, \(count) readings"])
        #expect(record.manifest.gaps == [])
      }
    }
  }

  @Test func `a service that tells no statistics leaves a gap, and no series`() async throws {
    try await withService(toolchains[0], "other") { endpoint in
      var sampler = SeriesSampler(endpoint: endpoint)
      #expect(await sampler.begin(process: nil, within: 10) == nil)
      #expect(!sampler.prefersHeapText)
      var record = CaptureRecord(
        BundleManifest(
          toolVersion: "test",
          target: TargetDescription(kind: .url, name: "a", address: "a"),
          started: 0,
          plannedSeconds: 1
        )
      )
      sampler.keep(in: &record)
      #expect(record.manifest.items.isEmpty)
      #expect(record.manifest.gaps == ["nothing tells the memory statistics of the service"])
    }
  }
}
