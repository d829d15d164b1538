// SPDX-License-Identifier: Apache-2.0

import Capturing
import Evidence
import Foundation
import Testing
import TestSupport

@Suite struct SourceRootsTests {
  /// A module of two folders in a folder of its own; `body` gets its path.
  private func inModule(_ goMod: String, _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "stanch-roots-\(UUID())")
    try FileManager.default.createDirectory(at: folder.appending(path: "quote"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(goMod.utf8).write(to: folder.appending(path: "go.mod"))
    try Data("package quote\n".utf8).write(to: folder.appending(path: "quote/ask.go"))
    try body(folder.path)
  }

  @Test(arguments: ["module example.com/orders\n\ngo 1.22\n", "// orders\nmodule \"example.com/orders\" // main\n"])
  func `a trimmed path leads into the folder whose go.mod declares its module`(goMod: String) throws {
    try inModule(goMod) { folder in
      // Also from a folder below it.
      for start in [folder, folder + "/quote"] {
        let roots = SourceRoots(folders: [start], current: nil)
        #expect(roots.localPath(of: "example.com/orders/quote/ask.go") == folder + "/quote/ask.go")
        #expect(roots.localPath(of: "example.com/ordersx/ask.go") == nil)
        #expect(roots.localPath(of: "example.com/other/ask.go") == nil)
      }
    }
  }

  @Test func `an absolute path is taken as it is`() {
    #expect(SourceRoots(folders: [], current: nil).localPath(of: "/src/a.go") == "/src/a.go")
  }

  @Test func `a path cannot climb out of its root`() throws {
    try inModule("module example.com/orders\n") { folder in
      let roots = SourceRoots(folders: [folder], current: nil)
      #expect(roots.localPath(of: "example.com/orders/../../secret.go") == nil)
    }
  }

  @Test func `no go.mod anywhere is no root`() {
    #expect(SourceRoots(folders: ["/nonexistent"], current: nil).localPath(of: "example.com/a.go") == nil)
  }

  @Test func `sources of own code are read, those of libraries and of missing files are not`() throws {
    try inModule("module example.com/orders\n") { folder in
      var watch = WatchText(rounds: 1, seconds: 0)
      watch.add(3, PlaceText("chan send", "example.com/orders/quote.Ask() \(folder)/quote/ask.go:1"))
      watch.add(3, PlaceText("chan send", "example.com/orders/quote.Gone() \(folder)/quote/gone.go:1"))
      let files = SourceFiles.read(
        for: try watch.capture(),
        in: SourceRoots(folders: [folder], current: nil)
      )
      #expect(files.map(\.path) == ["\(folder)/quote/ask.go"])
      #expect(String(decoding: files.first?.bytes ?? [], as: UTF8.self) == "package quote\n")
    }
  }
}
