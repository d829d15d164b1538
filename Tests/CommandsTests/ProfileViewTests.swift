// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `stanch profile view` as its user meets it: a server, a browser, Ctrl-C.
@Suite(.serialized) struct ProfileViewTests {
  /// A running server on profiles in a folder, its address known.
  private final class Server {
    let process = Process()
    let address: URL

    init(_ arguments: [String], in folder: String) throws {
      process.executableURL = URL(filePath: try #require(BuiltProgram.path))
      process.arguments = ["profile", "view", "--no-open"] + arguments
      process.currentDirectoryURL = URL(filePath: folder)
      let pipe = Pipe()
      process.standardError = pipe
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      var said = ""
      while !said.hasSuffix("/\n") {
        let data = pipe.fileHandleForReading.availableData
        if data.isEmpty { break }
        said += String(decoding: data, as: UTF8.self)
      }
      address = try #require(said.split(separator: "\n").last.flatMap { URL(string: String($0)) }, "\(said)")
    }

    /// Presses Ctrl-C; returns the status.
    func interrupt() -> Int32 {
      process.interrupt()
      process.waitUntilExit()
      return process.terminationStatus
    }
  }

  /// Runs curl; returns the status of the answer and its text.
  private func ask(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["curl", "-s", "-m", "20", "-o", "/dev/null", "-w", "%{http_code}"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }

  private var profile: String {
    Fixtures.repository.appending(path: "Fixtures/formats/profile-reports/generated.pb.gz").path
  }

  @Test(.timeLimit(.minutes(2)))
  func `it answers its own address alone, and Ctrl-C ends it with status 0`() throws {
    let server = try Server([profile, profile], in: "/tmp")
    let address = server.address.absoluteString
    #expect(try ask([address]) == "200")
    #expect(try ask([address + "flame"]) == "200")
    #expect(try ask([address + "flame?p=7"]) == "400")
    #expect(try ask([address + "flame/../about"]) == "200")
    #expect(try ask(["--path-as-is", address + "../../etc/passwd"]) == "404")
    #expect(try ask(["--path-as-is", address + "source/../../../etc/passwd"]) == "404")
    #expect(try ask(["-H", "Host: evil.example", address]) == "421")
    #expect(try ask(["-H", "Origin: http://evil.example", address + "flame"]) == "403")
    #expect(try ask(["-X", "POST", address]) == "405")
    #expect(try ask(["http://127.0.0.1:\(server.address.port ?? 0)/"]) == "404")
    #expect(server.interrupt() == 0)
  }

  @Test(.timeLimit(.minutes(5)))
  func `keys do what they say, with names of any kind`() throws {
    let script = Fixtures.repository.appending(path: "Scripts/browser.py").path
    let folder = FileManager.default.temporaryDirectory.appending(path: "stanch-view-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let probe = folder.appending(path: "probe.html")
    try Data("<!doctype html><title>one</title><p>word".utf8).write(to: probe)
    func browse(_ arguments: [String]) throws -> (status: Int32, output: String) {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["python3", script] + arguments
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = pipe
      try process.run()
      let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
    guard try browse(["picture", probe.path, folder.appending(path: "probe.png").path]).status == 0 else {
      // Said where it is seen: without a browser there is nothing to look at.
      print("no Chromium that starts is installed: the page was not looked at")
      return
    }
    let attack = "</script><script>window.stanchWasHere=1</script><img src=x onerror=window.stanchWasHere=1>"
    for (name, count) in [("a<b>.folded", 20), ("b&amp;.folded", 50)] {
      let stacks = "main;\(attack)a;b \(count)\nmain;\(attack)a;<!--c 20\nmain;da;runtime.x 7\nmain;a'\"e 10\n"
      try Data(stacks.utf8).write(to: folder.appending(path: name))
    }
    let server = try Server(["a<b>.folded", "b&amp;.folded"], in: folder.path)
    let (status, output) = try browse(["view", server.address.absoluteString])
    #expect(status == 0 && output.contains("1 pages looked at, 0 faults"), "\(output)")
    #expect(server.interrupt() == 0)
  }
}
