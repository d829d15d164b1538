// SPDX-License-Identifier: Apache-2.0

import Capturing
import Evidence
import Foundation
import Testing
import TestSupport

@Suite struct SourceFilesTests {
  private func read(_ stacks: [PlaceText], in tree: SourceTree) throws -> [SourceFiles.File] {
    var watch = WatchText(rounds: 1, seconds: 0)
    for stack in stacks { watch.add(3, stack) }
    return SourceFiles.read(
      for: try watch.capture(),
      in: SourceRoots(folders: [tree.path], current: nil, environment: ["GOMODCACHE": tree.path + "/cache"])
    )
  }

  @Test func `sources of own code are read, those of libraries beside it and of missing files are not`() throws {
    let tree = try SourceTree([
      "go.mod": "module example.com/orders\n", "quote/ask.go": "package quote\n",
      "cache/example.com/lib@v1.0.0/lib.go": "package lib\n",
    ])
    let files = try read(
      [
        PlaceText(
          "chan send",
          "example.com/lib.Do() example.com/lib@v1.0.0/lib.go:1",
          "example.com/orders/quote.Ask() \(tree.path)/quote/ask.go:1"
        ),
        PlaceText("chan send", "example.com/orders/quote.Gone() \(tree.path)/quote/gone.go:1"),
      ],
      in: tree
    )
    #expect(files.map(\.path) == ["\(tree.path)/quote/ask.go"])
    #expect(String(decoding: files.first?.bytes ?? [], as: UTF8.self) == "package quote\n")
  }

  @Test func `a stack without own code shows the library that it is in, behind all own code`() throws {
    let tree = try SourceTree([
      "go.mod": "module example.com/orders\n", "ask.go": "package orders\n",
      "cache/example.com/lib@v1.0.0/lib.go": "package lib\n", "cache/example.com/lib@v1.0.0/pool.go": "package lib\n",
    ])
    let library = PlaceText(
      "select",
      "example.com/lib.(*Pool).work() example.com/lib@v1.0.0/lib.go:1",
      "example.com/lib.(*Pool).run() example.com/lib@v1.0.0/pool.go:1",
    )
    let own = PlaceText("chan send", "example.com/orders.Ask() example.com/orders/ask.go:1")
    let files = try read([library, library, own], in: tree)
    #expect(files.map(\.path) == ["example.com/orders/ask.go", "example.com/lib@v1.0.0/lib.go"])
  }
}
