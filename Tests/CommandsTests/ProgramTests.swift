// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TestSupport

/// The built program, run as a person would.
private struct Program {
  var status: Int32
  var output: String
  var errors: String

  /// Runs a line of shell in which `stanch` is the program, in a folder.
  init(_ line: String, in folder: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "stanch() { \(try #require(BuiltProgram.path)) \"$@\"; }; \(line)"]
    process.currentDirectoryURL = URL(filePath: folder)
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    self.output = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    self.errors = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }
}

@Suite(.serialized) struct ProgramTests {
  /// A folder with dumps of a service that leaks, of one that may, of an idle one; `body` gets its path.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "stanch-program-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, state) in [("leaky", "select (no cases)"), ("doubtful", "chan send")] {
      var watch = WatchText(rounds: 3)
      watch.addLeak(20, atStart: 30, PlaceText(state, "shop.f() /src/a.go:4", by: "shop.g /src/a.go:2"))
      for (round, dump) in watch.dumps.enumerated() {
        try Data(dump.utf8).write(to: folder.appending(path: "\(name)-\(round + 1).txt"))
      }
    }
    try Data(WatchText(rounds: 1).dumps[0].utf8).write(to: folder.appending(path: "single.txt"))
    try Data("hello\n".utf8).write(to: folder.appending(path: "notes.txt"))
    for name in ["leak-go1.27.3", "filling"] {
      try FileManager.default.copyItem(
        at: Fixtures.repository.appending(path: "Fixtures/formats/gctrace/\(name).log"),
        to: folder.appending(path: "\(name).log")
      )
    }
    try body(folder.path)
  }

  @Test(
    arguments: [
      ("stanch diagnose leaky-?.txt", 1), ("stanch diagnose leaky-?.txt --fail-on never", 0),
      ("stanch diagnose doubtful-?.txt", 0), ("stanch diagnose doubtful-?.txt --fail-on suspected", 1),
      ("stanch diagnose single.txt", 3), ("stanch diagnose leaky-?.txt --format json", 1),
      ("stanch diagnose leaky-?.txt -o report.txt", 1), ("stanch diagnose leaky-?.txt --format markdown --redact", 1),
      ("stanch explain", 0), ("stanch explain fd-leak --format json", 0),
      ("stanch gctrace leak-go1.27.3.log", 0), ("stanch gctrace filling.log --memory-limit 512MiB --format json", 0),
      ("stanch gctrace - < filling.log", 0), ("gzip -k filling.log; stanch gctrace filling.log.gz --ascii", 0),
    ] as [(String, Int32)]
  )
  func `the exit status is the verdict's`(line: String, status: Int32) throws {
    try inFolder { folder in
      let run = try Program(line, in: folder)
      #expect(run.status == status, "\(run.output)\(run.errors)")
      #expect(run.errors.isEmpty)
    }
  }

  @Test(arguments: [
    "stanch diagnose none.txt", "stanch diagnose notes.txt", "stanch diagnose leaky-1.txt notes.txt",
    "stanch diagnose .", "stanch diagnose leaky-?.txt > /dev/full", "stanch diagnose leaky-?.txt -o /dev/full",
    "stanch diagnose leaky-?.txt -o none/report.txt", "stanch diagnose leaky-?.txt -o .",
    "stanch capture 127.0.0.1:1 -o none/x.tar.gz", "stanch capture 127.0.0.1:1 -o x.tar.gz",
    "stanch diagnose 127.0.0.1:1", "stanch explain fd-leek", "stanch explain > /dev/full",
    "stanch capture 127.0.0.1:1 -o x.tar.gz --redact",
    "stanch gctrace none.log", "stanch gctrace notes.txt", "stanch gctrace filling.log > /dev/full",
    "stanch gctrace filling.log --format csv > /dev/full", "stanch gctrace .",
  ])
  func `what cannot be done is one line on standard error, status 2, and nothing left behind`(line: String) throws {
    try inFolder { folder in
      let before = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      let run = try Program(line, in: folder)
      #expect(run.status == 2, "\(run.output)\(run.errors)")
      #expect(run.errors.hasPrefix("stanch: "), "\(run.errors)")
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
      #expect(run.output.isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == before)
    }
  }

  @Test(arguments: [
    "stanch diagnose", "stanch diagnose leaky-1.txt --format yaml", "stanch diagnose leaky-1.txt --fail-on sometimes",
    "stanch diagnose :6060 --for 5", "stanch frobnicate", "stanch capture :6060",
    "stanch explain fd-leak --format yaml", "stanch explain fd-leak thread-leak",
    "stanch gctrace", "stanch gctrace - -", "stanch gctrace - --follow", "stanch gctrace filling.log --format yaml",
    "stanch gctrace filling.log --memory-limit many",
  ])
  func `bad arguments have status 2`(line: String) throws {
    try inFolder { folder in
      let run = try Program(line, in: folder)
      #expect(run.status == 2, "\(run.errors)")
      #expect(run.errors.hasPrefix("stanch: ") && run.errors.hasSuffix(" --help\n"), "\(run.errors)")
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }
  }

  @Test(arguments: [
    "stanch --help", "stanch diagnose --help", "stanch explain --help", "stanch gctrace --help", "stanch --version",
  ])
  func `help and version go to standard output`(line: String) throws {
    try inFolder { folder in
      let run = try Program(line, in: folder)
      #expect(run.status == 0)
      #expect(!run.output.isEmpty)
      #expect(run.errors.isEmpty)
    }
  }

  @Test func `a report goes to the file and not to standard output`() throws {
    try inFolder { folder in
      let run = try Program("stanch diagnose leaky-?.txt --format json -o report.json", in: folder)
      #expect(run.output.isEmpty)
      let report = try Data(contentsOf: URL(filePath: folder).appending(path: "report.json"))
      #expect(String(decoding: report, as: UTF8.self).contains("\"verdict\" : \"leaking\""))
    }
  }

  @Test func `a log of the collector becomes a judgement, or one row a collection`() throws {
    try inFolder { folder in
      let log = try String(contentsOfFile: folder + "/leak-go1.27.3.log", encoding: .utf8)
      let collections = log.split(separator: "\n").count { $0.hasPrefix("gc ") }
      let rows = try Program("stanch gctrace leak-go1.27.3.log --format csv", in: folder)
      #expect(rows.output.split(separator: "\n").count == collections + 1)
      let json = try Program("cat leak-go1.27.3.log | stanch gctrace - --format json", in: folder)
      let report = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
      #expect(report["sources"] as? [String] == ["standard input"])
      let plain = try Program("COLUMNS=60 stanch gctrace leak-go1.27.3.log --ascii", in: folder)
      #expect(plain.output.utf8.allSatisfy { $0 < 0x80 && ($0 >= 0x20 || $0 == 0x0a) })
      #expect(plain.output.split(separator: "\n").allSatisfy { $0.count <= 60 }, "\(plain.output)")
    }
  }

  @Test func `a log that grows is followed until SIGINT, and then judged`() throws {
    try inFolder { folder in
      let run = try Program(
        "head -n 20 leak-go1.27.3.log > app.log; (sleep 1; tail -n +21 leak-go1.27.3.log >> app.log) & "
          + "timeout -s INT 3 \(try #require(BuiltProgram.path)) gctrace app.log --follow --format csv; wait",
        in: folder
      )
      let whole = try Program("stanch gctrace leak-go1.27.3.log --format csv", in: folder)
      #expect(run.output == whole.output)
    }
  }

  @Test func `a redacted report names neither files nor folders, in any format`() throws {
    try inFolder { folder in
      for format in ["terminal", "json", "markdown"] {
        let run = try Program("stanch diagnose leaky-?.txt --redact --format \(format)", in: folder)
        #expect(!run.output.contains("leaky-1") && !run.output.contains("/src/"), "\(run.output)")
        #expect(run.output.contains("the service"))
      }
    }
  }

  @Test func `standard output that is no terminal gets no color, and the width of COLUMNS`() throws {
    try inFolder { folder in
      let run = try Program("COLUMNS=60 stanch diagnose leaky-?.txt", in: folder)
      #expect(!run.output.contains("\u{1b}"))
      #expect(run.output.contains("LEAKING"))
      let longest = run.output.split(separator: "\n").map(\.count).max() ?? 0
      #expect(longest <= 60)
    }
  }

  @Test func `NO_COLOR is heeded on a terminal, which has color otherwise`() throws {
    try inFolder { folder in
      // script(1) gives the program a terminal.
      guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), let path = BuiltProgram.path else {
        return
      }
      let command = "\(path) diagnose leaky-1.txt leaky-2.txt leaky-3.txt"
      let colored = try Program("unset NO_COLOR; TERM=xterm script -qec '\(command)' /dev/null", in: folder)
      let plain = try Program("NO_COLOR=1 TERM=xterm script -qec '\(command)' /dev/null", in: folder)
      #expect(colored.output.contains("\u{1b}[1;31m"), "\(colored.output.debugDescription) \(colored.errors)")
      #expect(!plain.output.contains("\u{1b}["))
    }
  }

  @Test func `a bundle on a full disk leaves nothing behind`() throws {
    try inFolder { folder in
      // Only who may mount can have a full disk of its own.
      let mount = try Program(
        "mkdir full && mount -t tmpfs -o size=8k none full; head -c 8192 /dev/zero > full/filler",
        in: folder
      )
      guard mount.status == 0 else { return }
      defer { _ = try? Program("umount full", in: folder) }
      let run = try Program("stanch diagnose leaky-?.txt --format json -o full/report.json", in: folder)
      #expect(run.status == 2)
      #expect(run.errors.contains("No space left on device"), "\(run.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/full") == ["filler"])
    }
  }
}
