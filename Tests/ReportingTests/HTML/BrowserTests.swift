// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TestSupport

@testable import Reporting

/// Pages as a real browser sees them; skipped, and said so, where none is installed (`Scripts/browser.py`).
@Suite(.serialized) struct BrowserTests {
  private static let script = Fixtures.repository.appending(path: "Scripts/browser.py").path

  /// Runs the script; returns its status and what it printed.
  private static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
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

  /// Whether a browser is there and shows a page of one word: some containers let none start.
  private static let works: Bool = {
    let files = FileManager.default
    let page = files.temporaryDirectory.appending(path: "stanch-page-\(UUID().uuidString).html")
    let picture = page.deletingPathExtension().appendingPathExtension("png")
    defer { for file in [page, picture] where files.fileExists(atPath: file.path) { try? files.removeItem(at: file) } }
    do {
      guard try run(["found"]).status == 0 else { return false }
      try Data("<!doctype html><title>one</title><p>word".utf8).write(to: page)
      return try run(["picture", page.path, picture.path]).status == 0
    } catch {
      return false
    }
  }()

  @Test(.enabled(if: works, "no Chromium that starts is installed: pages were not looked at"), .timeLimit(.minutes(5)))
  func `pages load nothing, say nothing on the console, fit every width, and do what they offer`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "stanch-pages-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      do { try FileManager.default.removeItem(at: folder) } catch {
        Issue.record("\(folder.path) stays behind: \(error)")
      }
    }
    let reports = [
      "full": report(of: try fullCapture()),
      "healthy": report(of: try WatchText().capture()),
      "hostile": try hostileReport(count: 12),
      "hostile-and-large": try hostileReport(count: 300),
    ]
    var files: [String] = []
    for (name, report) in reports.sorted(by: { $0.key < $1.key }) {
      let file = folder.appending(path: "\(name).html")
      try Data(HTMLReport().render(report, for: Surface()).utf8).write(to: file)
      files.append(file.path)
    }
    let (status, output) = try Self.run(["check"] + files)
    #expect(status == 0, "\(output)")
    #expect(output.contains("\(files.count) pages looked at, 0 faults"), "\(output)")
  }
}
