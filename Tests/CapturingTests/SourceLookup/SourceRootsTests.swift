// SPDX-License-Identifier: Apache-2.0

import Capturing
import Evidence
import Foundation
import Testing

@Suite struct SourceRootsTests {
  private static let orders = [
    "go.mod": "module example.com/orders\n\ngo 1.22\n",
    "main.go": "package main\n",
    "quote/ask.go": "package quote\n",
    "vendor/github.com/BurntSushi/toml/decode.go": "package toml\n",
    "secret.txt": "secret\n",
  ]

  /// What a frame leads to, relative to the tree; `learnt` are other frames of the capture.
  private func found(
    _ file: String,
    in function: String = "example.com/orders/quote.Ask",
    tree: SourceTree,
    folders: [String] = [],
    current: String? = nil,
    environment: [String: String] = [:],
    ownModule: String? = nil,
    learnt: [CodeFrame] = [],
    goVersion: String? = nil
  ) -> String? {
    var roots = SourceRoots(
      folders: folders.map { tree.path + $0 },
      current: current.map { tree.path + $0 },
      environment: environment.mapValues { $0.replacing("TREE", with: tree.path) },
      ownModule: ownModule
    )
    let frame = CodeFrame(in: function, file.replacing("TREE", with: tree.path))
    roots.goVersion = goVersion
    roots.learnBuildFolders(from: learnt + [frame])
    return roots.localPath(of: frame)?.replacing(tree.path, with: "")
  }

  @Test(arguments: ["module example.com/orders\n\ngo 1.22\n", "// orders\nmodule \"example.com/orders\" // main\n"])
  func `a trimmed path leads into the folder whose go.mod declares its module`(goMod: String) throws {
    let tree = try SourceTree(["go.mod": goMod, "quote/ask.go": "package quote\n"])
    // Also from a folder below it.
    for start in ["", "/quote"] {
      #expect(found("example.com/orders/quote/ask.go", tree: tree, folders: [start]) == "/quote/ask.go")
      #expect(found("example.com/orders/quote/ask.go", tree: tree, current: start) == "/quote/ask.go")
      #expect(found("example.com/ordersx/ask.go", tree: tree, folders: [start]) == nil)
      #expect(found("example.com/other/ask.go", tree: tree, folders: [start]) == nil)
    }
  }

  @Test func `a repository of several modules is searched for the one that fits best`() throws {
    let tree = try SourceTree([
      "services/orders/go.mod": "module example.com/shop/orders\n", "services/orders/a.go": "package orders\n",
      "lib/go.mod": "module example.com/shop\n", "lib/orders/a.go": "package other\n", "lib/b.go": "package shop\n",
    ])
    #expect(found("example.com/shop/orders/a.go", tree: tree, folders: [""]) == "/services/orders/a.go")
    #expect(found("example.com/shop/b.go", tree: tree, folders: [""]) == "/lib/b.go")
  }

  @Test func `an absolute path is read where it lies only below a root`() throws {
    let tree = try SourceTree(Self.orders.merging(["elsewhere/a.go": "package a\n"]) { $1 })
    #expect(found("TREE/quote/ask.go", tree: tree) == nil)
    #expect(found("TREE/quote/ask.go", tree: tree, folders: ["/quote"]) == "/quote/ask.go")
    #expect(found("TREE/elsewhere/a.go", in: "main.main", tree: tree, current: "/elsewhere") == "/elsewhere/a.go")
    #expect(found("/etc/passwd", tree: tree, folders: [""]) == nil)
    #expect(found("/etc/passwd.go", tree: tree, folders: [""]) == nil)
  }

  @Test func `the module of a process of this machine is a root`() throws {
    let tree = try SourceTree(Self.orders)
    #expect(found("TREE/quote/ask.go", tree: tree, ownModule: "example.com/orders") == "/quote/ask.go")
    #expect(found("TREE/quote/ask.go", tree: tree, ownModule: "example.com/other") == nil)
  }

  @Test(arguments: [
    "example.com/orders/../secret.go", "example.com/orders/quote/../../secret.go", "../secret.go",
    "TREE/in/../secret.go",
    "example.com/orders/quote//ask.go", "example.com/orders/link.go", "example.com/orders/out/secret.go",
    "TREE/in/link.go", "TREE/in/out/secret.go", "example.com/orders/secret.txt", "example.com/orders/text.go",
    "./../secret.go", "command-line-arguments/../secret.go", "example.com/orders@v1/../../secret.go",
    "example.com/orders/quote", "example.com/orders/folder.go",
  ])
  func `no path leads out of a root or to what is no source file`(path: String) throws {
    let tree = try SourceTree([
      "secret.go": "package secret\n", "in/go.mod": "module example.com/orders\n", "in/quote/ask.go": "package quote\n",
      "in/link.go": "-> ../secret.go", "in/out": "-> ..", "in/secret.txt": "secret\n", "in/text.go": "-> secret.txt",
      "in/folder.go/a.txt": "",
    ])
    #expect(found(path, tree: tree, folders: ["/in"]) == nil)
  }

  @Test func `a link that stays inside is followed`() throws {
    let tree = try SourceTree(Self.orders.merging(["api": "-> quote"]) { $1 })
    #expect(found("example.com/orders/api/ask.go", tree: tree, folders: [""]) == "/quote/ask.go")
  }

  @Test func `a build folder of elsewhere is learnt from the packages of the frames`() throws {
    let tree = try SourceTree(Self.orders)
    let learnt = [CodeFrame(in: "example.com/orders/quote.Ask", "/app/quote/ask.go")]
    #expect(found("/app/quote/ask.go", tree: tree, current: "") == "/quote/ask.go")
    #expect(found("/app/main.go", in: "main.main", tree: tree, current: "", learnt: learnt) == "/main.go")
    #expect(found("/app/main.go", in: "main.main", tree: tree, current: "") == nil)
    #expect(
      found("/app/vendor/github.com/BurntSushi/toml/decode.go", in: "t.D", tree: tree, current: "", learnt: learnt)
        == "/vendor/github.com/BurntSushi/toml/decode.go"
    )
  }

  @Test func `package main is found by the end of its path, below a given folder alone`() throws {
    let tree = try SourceTree(Self.orders.merging(["cmd/server/main.go": "package main\n"]) { $1 })
    #expect(found("/build/x/cmd/server/main.go", in: "main.main", tree: tree, folders: [""]) == "/cmd/server/main.go")
    #expect(found("/app/main.go", in: "main.run.func1", tree: tree, folders: [""]) == "/main.go")
    #expect(found("/app/main.go", in: "main.run", tree: tree, current: "") == nil)
    #expect(found("/app/main.go", in: "example.com/library.Run", tree: tree, folders: [""]) == nil)
  }

  @Test(arguments: ["./main.go", "command-line-arguments/main.go"])
  func `a program built from files is found in the folder itself`(path: String) throws {
    let tree = try SourceTree(Self.orders)
    #expect(found(path, in: "main.main", tree: tree, folders: [""]) == "/main.go")
    #expect(found(path, in: "main.main", tree: tree, current: "") == "/main.go")
    #expect(found(path, in: "main.main", tree: tree, current: "/quote") == nil)
  }

  @Test func `a module of the cache is found under its escaped name`() throws {
    let toml = "github.com/BurntSushi/toml@v1.3.2/decode.go"
    let escaped = "github.com/!burnt!sushi/toml@v1.3.2/decode.go"
    let tree = try SourceTree(["cache/\(escaped)": "", "work/pkg/mod/\(escaped)": "", "home/go/pkg/mod/\(escaped)": ""])
    for (environment, folder) in [
      (["GOMODCACHE": "TREE/cache", "HOME": "TREE/home"], "/cache"),
      (["GOPATH": "TREE/none:TREE/work", "HOME": "TREE/home"], "/work/pkg/mod"),
      (["HOME": "TREE/home"], "/home/go/pkg/mod"),
    ] {
      let function = "github.com/BurntSushi/toml.Decode"
      let expected = "\(folder)/\(escaped)"
      #expect(found(toml, in: function, tree: tree, environment: environment) == expected)
      #expect(found("TREE\(expected)", in: function, tree: tree, environment: environment) == expected)
      // The cache of another machine.
      #expect(found("/root/go/pkg/mod/\(escaped)", in: function, tree: tree, environment: environment) == expected)
    }
    #expect(found(toml, tree: tree) == nil)
  }

  @Test func `a module with a version is found where it is vendored or checked out, too`() throws {
    let tree = try SourceTree(Self.orders)
    let toml = "github.com/BurntSushi/toml@v1.3.2/decode.go"
    let vendored = "/vendor/github.com/BurntSushi/toml/decode.go"
    #expect(found(toml, in: "github.com/BurntSushi/toml.Decode", tree: tree, current: "") == vendored)
    #expect(found("github.com/BurntSushi/toml/decode.go", in: "t.D", tree: tree, current: "") == vendored)
    #expect(found("example.com/orders@v1.2.3/quote/ask.go", tree: tree, current: "") == "/quote/ask.go")
  }

  @Test(arguments: ["net/http/server.go", "/usr/lib/golang/src/net/http/server.go", "$GOROOT/src/net/http/server.go"])
  func `the standard library is found in an installation of the target's release`(path: String) throws {
    let tree = try SourceTree([
      "go/VERSION": "go1.27.3\ntime 2026-10-01T00:00:00Z\n", "go/src/net/http/server.go": "package http\n",
      "home/sdk/go1.26.6/VERSION": "go1.26.6\n", "home/sdk/go1.26.6/src/net/http/server.go": "package http\n",
      "go/bin/go": "", "bin/go": "-> ../go/bin/go",
    ])
    let (function, file) = ("net/http.(*conn).serve", "/src/net/http/server.go")
    for environment in [["GOROOT": "TREE/go"], ["PATH": "/usr/bin:TREE/bin"]] {
      #expect(found(path, in: function, tree: tree, environment: environment, goVersion: "go1.27.3") == "/go" + file)
      #expect(found(path, in: function, tree: tree, environment: environment, goVersion: "go1.27.2") == nil)
    }
    let home = ["HOME": "TREE/home", "GOROOT": "TREE/go"]
    #expect(
      found(path, in: function, tree: tree, environment: home, goVersion: "go1.26.6") == "/home/sdk/go1.26.6" + file
    )
  }

  @Test func `an installation that the target names must be one`() throws {
    let tree = try SourceTree([
      "go/VERSION": "go1.27.3\n", "go/src/net/http/server.go": "package http\n",
      "none/src/net/http/server.go": "secret",
    ])
    let function = "net/http.(*conn).serve"
    #expect(found("TREE/go/src/net/http/server.go", in: function, tree: tree) == "/go/src/net/http/server.go")
    #expect(found("TREE/go/src/net/http/server.go", in: function, tree: tree, goVersion: "go1.26.6") == nil)
    #expect(found("TREE/none/src/net/http/server.go", in: function, tree: tree) == nil)
    #expect(found("TREE/go/src/net/http/server.go", in: "example.com/orders.A", tree: tree) == nil)
  }

  @Test func `a current folder that is the whole machine or a whole home is no root`() throws {
    let tree = try SourceTree(["home/notes/a.go": "package a\n"])
    let environment = ["HOME": "TREE/home"]
    #expect(found("TREE/home/notes/a.go", tree: tree, current: "/home", environment: environment) == nil)
    #expect(found("TREE/home/notes/a.go", tree: tree, folders: ["/home"], environment: environment) != nil)
    let roots = SourceRoots(current: "/", environment: [:])
    #expect(roots.localPath(of: CodeFrame(in: "main.main", tree.path + "/home/notes/a.go")) == nil)
  }

  @Test func `no folder and no go.mod anywhere is no root`() throws {
    let tree = try SourceTree([:])
    #expect(found("example.com/a.go", tree: tree, folders: ["/nonexistent"]) == nil)
  }
}
