// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Acquisition

private let toolchains = GoToolchains.installed(among: ["go1.22.10", "go1.27.3"])

/// Against net/http/pprof as two Go versions really serve it.
@Suite(.enabled(if: !toolchains.isEmpty, "\(GoToolchains.absence)"))
struct RealGoServerTests {
  private static let source = """
    package main

    import (
    	"fmt"
    	"net"
    	"net/http"
    	_ "net/http/pprof"
    	"os"
    	"sync"
    	"time"
    )

    var registry sync.Mutex

    func main() {
    	registry.Lock()
    	for i := 0; i < 7; i++ {
    		go func() { registry.Lock() }()
    	}
    	listener, err := net.Listen(os.Args[1], os.Args[2])
    	if err != nil {
    		panic(err)
    	}
    	time.Sleep(50 * time.Millisecond)
    	fmt.Printf("%s %p\\n", listener.Addr(), &registry)
    	server := &http.Server{WriteTimeout: 2 * time.Second}
    	http.HandleFunc("/proto", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Proto) })
    	if len(os.Args) == 5 {
    		server.ServeTLS(listener, os.Args[3], os.Args[4])
    	}
    	server.Serve(listener)
    }
    """

  @Test(arguments: toolchains)
  func `a service is discovered, fetched and identified`(_ version: String) async throws {
    // A position-independent program shows that addresses are moved back to where the file has them.
    let isLast = version == toolchains.last
    let program = try await GoToolchains.build(
      Self.source,
      version: version,
      flags: ["-buildmode=\(isLast ? "pie" : "exe")", "-ldflags=-X main.token=hush"]
    )
    defer { _ = try? FileManager.default.removeItem(at: program.deletingLastPathComponent()) }
    let service = try GoService(program, arguments: ["tcp", "127.0.0.1:0", "--password=hush"])
    defer { service.stop() }
    try await PprofEndpoint.withEndpoint(TargetAddress("http://\(service.address)/debug/pprof")) { endpoint in
      let index = try await endpoint.discover()
      #expect(index.path == "/debug/pprof/")
      #expect(index.offers("heap") == true && index.offers("goroutineleak") == (version == "go1.27.3"))
      #expect((index.profiles.first { $0.name == "goroutine" }?.count ?? 0) >= 8)

      let heap = try await endpoint.fetch(.profile("heap"))
      #expect(heap.gap == nil && heap.bytes.starts(with: [0x1F, 0x8B]))
      let dump = try await endpoint.fetch(.profile("goroutine"), query: "debug=2")
      #expect(dump.bytes.starts(with: Array("goroutine ".utf8)) && dump.gap == nil)

      let missing = try await thrownError { _ = try await endpoint.fetch(.profile("nosuch")) }
      #expect(missing?.code == .notFound && missing?.message.hasSuffix("Unknown profile") == true)
      if version == "go1.22.10" {
        let slow = try await thrownError { _ = try await endpoint.fetch(.profile("goroutine"), query: "seconds=9") }
        #expect(slow?.remedy.contains("WriteTimeout") == true)
      }

      let commandLine = try await endpoint.fetch(.profile("cmdline"))
      let answer = await LocalProcess.behind(endpoint.address, commandLine: commandLine.bytes)
      guard case .found(let process) = answer else {
        Issue.record("not identified: \(answer)")
        return
      }
      #expect(process.pid == service.pid)
      #expect(process.program == program.path && process.executablePath == program.path)
      #expect(process.goVersion == version)
      #expect(process.module == "shop.example/probe" && process.mainPackage == process.module)
      #expect((process.uptimeSeconds ?? 100) < 60)
      #expect(process.globalVariable(at: service.registry) == "main.registry", "\(process.gaps)")
      #expect(process.globalVariable(at: service.registry + 4) == "main.registry+4")
      #expect(process.gaps == [])
      #expect(process.buildID?.contains("/") == true && !process.isTrimmed)
    }
  }

  @Test(arguments: toolchains.suffix(1))
  func `a service with TLS is asked in HTTP 2`(_ version: String) async throws {
    let program = try await GoToolchains.build(Self.source, version: version)
    defer { _ = try? FileManager.default.removeItem(at: program.deletingLastPathComponent()) }
    let folder = Fixtures.repository.appending(path: "Fixtures/tls").path
    let service = try GoService(
      program,
      arguments: ["tcp", "127.0.0.1:0", "\(folder)/server.pem", "\(folder)/server.key"]
    )
    defer { service.stop() }
    var options = EndpointOptions()
    options.certificateAuthorityFile = "\(folder)/authority.pem"
    try await PprofEndpoint.withEndpoint(TargetAddress("https://\(service.address)"), options: options) { endpoint in
      #expect(try await endpoint.discover().path == "/debug/pprof/")
      for _ in 1...5 {
        let proto = try await endpoint.fetch(.path("/proto"))
        #expect(String(decoding: proto.bytes, as: UTF8.self) == "HTTP/2.0")
      }
    }
    let plain = try await thrownError {
      try await PprofEndpoint.withEndpoint(TargetAddress(service.address)) { _ = try await $0.discover() }
    }
    #expect(plain?.remedy == "write https:// before the address", "\(plain?.description ?? "")")
  }

  @Test(arguments: toolchains.suffix(1))
  func `a service that exits between rounds is told as such`(_ version: String) async throws {
    let program = try await GoToolchains.build(Self.source, version: version)
    defer { _ = try? FileManager.default.removeItem(at: program.deletingLastPathComponent()) }
    let socket = program.deletingLastPathComponent().appending(path: "s").path
    let service = try GoService(program, arguments: ["unix", socket])
    try await PprofEndpoint.withEndpoint(TargetAddress("unix:\(socket)")) { endpoint in
      let commandLine = try await endpoint.fetch(.profile("cmdline"))
      let answer = await LocalProcess.behind(endpoint.address, commandLine: commandLine.bytes)
      if case .found(let process) = answer { #expect(process.pid == service.pid) } else { Issue.record("\(answer)") }
      service.stop()
      let error = try await thrownError { _ = try await endpoint.fetch(.profile("heap")) }
      #expect(error?.code == .notListening || error?.code == .connectionLost)
    }
  }
}

/// Processes named by their number, as two Go versions really run.
@Suite(.enabled(if: !toolchains.isEmpty, "\(GoToolchains.absence)"))
struct RealProcessTargetTests {
  private static let program = """
    package main

    import (
    	"fmt"
    	"net"
    	"net/http"
    	_ "net/http/pprof"
    	"os"
    )

    func main() {
    	if os.Args[1] == "silent" {
    		fmt.Println("- 0x0")
    		select {}
    	}
    	other, _ := net.Listen("tcp", "127.0.0.1:0")
    	go http.Serve(other, http.NotFoundHandler())
    	listener, err := net.Listen(os.Args[1], os.Args[2])
    	if err != nil {
    		panic(err)
    	}
    	fmt.Printf("%s 0x0\\n", listener.Addr())
    	http.Serve(listener, nil)
    }
    """

  @Test(arguments: toolchains)
  func `the endpoint of a process is found among its sockets`(version: String) async throws {
    let program = try await GoToolchains.build(Self.program, version: version)
    defer { _ = try? FileManager.default.removeItem(at: program.deletingLastPathComponent()) }
    let socket = program.deletingLastPathComponent().appending(path: "s").path
    for (network, place) in [("tcp", "127.0.0.1:0"), ("tcp", ":0"), ("unix", socket)] {
      let service = try GoService(program, arguments: [network, place])
      defer { service.stop() }
      let target = try #require(try ProcessTarget("pid:\(service.pid)"))
      guard case .endpoint(let address) = try await target.door() else {
        Issue.record("no endpoint at \(place)")
        continue
      }
      switch address.transport {
      case .tcp(let host, let port):
        #expect(host == "127.0.0.1" && service.address.hasSuffix(":\(port)"))
      case .unixSocket(let path): #expect(path == socket)
      }
    }
  }

  @Test(arguments: toolchains.suffix(1))
  func `a process without an endpoint says why`(version: String) async throws {
    let program = try await GoToolchains.build(Self.program, version: version)
    defer { _ = try? FileManager.default.removeItem(at: program.deletingLastPathComponent()) }
    let service = try GoService(program, arguments: ["silent"])
    defer { service.stop() }
    let target = try #require(try ProcessTarget("pid:\(service.pid)"))
    guard case .closed(let reason) = try await target.door() else {
      Issue.record("an endpoint")
      return
    }
    #expect(reason == "process \(service.pid) accepts no connections")
  }
}

extension GoService {
  /// Where the program's lock lies, which it prints behind its address.
  fileprivate var registry: UInt64 { announced.last.flatMap { UInt64($0.dropFirst(2), radix: 16) } ?? 0 }
}
