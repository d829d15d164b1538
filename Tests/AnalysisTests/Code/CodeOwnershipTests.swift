// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Testing

@Suite struct CodeOwnershipTests {
  private func owners(_ frames: [(String, String)], module: String? = nil) -> [CodeOwner] {
    let frames = frames.map { CodeFrame(function: $0.0, location: SourceLocation(file: $0.1, line: 1)) }
    let ownership = CodeOwnership(frames: frames, module: module)
    return frames.map { ownership.owner(of: $0) }
  }

  @Test func `the standard library lies below GOROOT, wherever that is`() {
    let owners = owners([
      ("sync.(*Mutex).Lock", "/opt/sdk/go1.22.10/src/sync/mutex.go"),
      ("net/http.(*conn).serve", "/opt/sdk/go1.22.10/src/net/http/server.go"),
      ("internal/poll.runtime_pollWait", "/opt/sdk/go1.22.10/src/runtime/netpoll.go"),
      ("context.(*cancelCtx).Done", "/opt/sdk/go1.22.10/src/context/context.go"),
      (
        "vendor/golang.org/x/net/http2/hpack.NewDecoder",
        "/opt/sdk/go1.22.10/src/vendor/golang.org/x/net/http2/hpack/hpack.go"
      ),
      ("shop.example/orders/web.Serve", "/home/ann/src/orders/web/serve.go"),
      ("main.main", "/home/ann/src/orders/main.go"),
    ])
    #expect(owners == [.runtime, .standardLibrary, .runtime, .runtime, .standardLibrary, .user, .user])
  }

  @Test func `modules of the cache, of vendor and of Bazel are dependencies`() {
    let owners = owners([
      ("runtime.gopark", "/usr/local/go/src/runtime/proc.go"),
      ("github.com/jackc/pgx/v5.(*Conn).Exec", "/root/go/pkg/mod/github.com/jackc/pgx/v5@v5.5.0/conn.go"),
      ("github.com/jackc/pgx/v5.(*Conn).Exec", "/src/orders/vendor/github.com/jackc/pgx/v5/conn.go"),
      ("github.com/jackc/pgx/v5.(*Conn).Exec", "external/com_github_jackc_pgx_v5/conn.go"),
      ("shop.example/orders.Run", "/src/orders/run.go"),
    ])
    #expect(owners == [.runtime, .dependency, .dependency, .dependency, .user])
  }

  @Test func `with trimmed paths the module of package main tells own code from libraries`() {
    let owners = owners([
      ("net/http.(*conn).serve", "net/http/server.go"),
      ("sync.(*WaitGroup).Wait", "sync/waitgroup.go"),
      ("main.main", "github.com/acme/orders/cmd/orders/main.go"),
      ("github.com/acme/orders/quote.Ask", "github.com/acme/orders/quote/ask.go"),
      ("github.com/acme/other.Run", "github.com/acme/other/run.go"),
      ("github.com/jackc/pgx/v5.(*Conn).Exec", "github.com/jackc/pgx/v5@v5.5.0/conn.go"),
    ])
    // Versioned paths are there, so a path without a version is the service's own: a go.work holds several modules.
    #expect(owners == [.standardLibrary, .runtime, .user, .user, .user, .dependency])
  }

  @Test func `trimmed and vendored, a foreign module is a dependency by its path`() {
    let owners = owners([
      ("net/http.(*conn).serve", "net/http/server.go"),
      ("main.main", "github.com/acme/orders/main.go"),
      ("github.com/acme/orders/quote.Ask", "github.com/acme/orders/quote/ask.go"),
      ("github.com/jackc/pgx/v5.(*Conn).Exec", "github.com/jackc/pgx/v5/conn.go"),
    ])
    #expect(owners == [.standardLibrary, .user, .user, .dependency])
  }

  @Test func `the module of the build information beats the folder of package main`() {
    let owners = owners(
      [
        ("main.main", "corp.example/mono/services/orders/main.go"),
        ("corp.example/mono/services/orders/quote.Ask", "corp.example/mono/services/orders/quote/ask.go"),
        ("corp.example/mono/lib/retry.Do", "corp.example/mono/lib/retry/retry.go"),
      ],
      module: "corp.example/mono/services/orders"
    )
    #expect(owners == [.user, .user, .dependency])
  }

  @Test func `a GOPATH of old keeps own code and GOROOT apart`() {
    let owners = owners([
      ("runtime.gopark", "/usr/lib/go-1.21/src/runtime/proc.go"),
      ("database/sql.(*DB).conn", "/usr/lib/go-1.21/src/database/sql/sql.go"),
      ("github.com/acme/orders.Run", "/home/ann/go/src/github.com/acme/orders/run.go"),
      ("main.main", "/home/ann/go/src/github.com/acme/orders/cmd/main.go"),
    ])
    #expect(owners == [.runtime, .standardLibrary, .user, .user])
  }

  @Test func `a toolchain in the module cache is the standard library, and tells its version`() {
    let root = "/root/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.24.11.linux-amd64/src"
    let frames = [
      CodeFrame(
        function: "net/http.(*conn).serve",
        location: SourceLocation(file: "\(root)/net/http/server.go", line: 1)
      ),
      CodeFrame(function: "shop.example/a.Run", location: SourceLocation(file: "/src/a/run.go", line: 1)),
    ]
    let ownership = CodeOwnership(frames: frames)
    #expect(frames.map { ownership.owner(of: $0) } == [.standardLibrary, .user])
    #expect(ownership.goVersion == "go1.24.11")
  }

  @Test func `an own package named like a folder of the standard library is own code`() {
    let owners = owners([
      ("runtime.gopark", "/usr/local/go/src/runtime/proc.go"),
      ("net/http.(*conn).serve", "/usr/local/go/src/net/http/server.go"),
      ("log/audit.Write", "/src/log/audit/write.go"),
      ("time/table.Plan", "/home/ann/time/table/plan.go"),
    ])
    #expect(owners == [.runtime, .standardLibrary, .user, .user])
  }

  @Test func `main below GOROOT is not the standard library's`() {
    let owners = owners([
      ("runtime.gopark", "/usr/local/go/src/runtime/proc.go"),
      ("main.main", "/src/main.go"),
      ("main.work", "command-line-arguments/main.go"),
    ])
    #expect(owners == [.runtime, .user, .user])
  }

  @Test func `frames without a file belong to the runtime`() {
    #expect(owners([("runtime.goexit", ""), ("type..eq.shop/x.T", "<autogenerated>")])[0] == .runtime)
  }
}
