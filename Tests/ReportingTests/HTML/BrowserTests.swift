// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
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

  @Test(
    .enabled(if: works, "no Chromium that starts is installed: flame pages were not looked at"),
    .timeLimit(.minutes(5))
  )
  func `flame pages do what their keys say, with names of any kind`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "stanch-flames-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      do { try FileManager.default.removeItem(at: folder) } catch {
        Issue.record("\(folder.path) stays behind: \(error)")
      }
    }
    let attack = "</script><script>window.stanchWasHere=1</script><img src=x onerror=window.stanchWasHere=1>"
    let hostile = Profile.heap([
      HeapRow("b /b.go:1", "main.\(attack)a /a.go:2", "main.main /m.go:3", size: 64, allocated: 9, inUse: 9),
      HeapRow("<!--c /c.go:1", "main.\(attack)a /a.go:2", "main.main /m.go:3", size: 64, allocated: 9, inUse: 4),
      HeapRow("a'\"d /d.go:1", "runtime.main /m.go:3", size: 64, allocated: 9, inUse: 2),
    ])
    let generated = try Fixtures.profile("formats/profile-reports/generated.pb.gz")
    let base = try Fixtures.profile("formats/profile-reports/generated-base.pb.gz")
    func report(_ profile: Profile) throws -> ReportedProfile {
      try ReportedProfile(profile, kind: .top, settings: ProfileReportSettings())
    }
    let pages = [
      "plain": FlamePage(try report(generated)), "compared": FlamePage(try report(generated), base: try report(base)),
      "hostile": FlamePage(try report(hostile)),
    ]
    var files: [String] = []
    for (name, page) in pages.sorted(by: { $0.key < $1.key }) {
      let file = folder.appending(path: "\(name).html")
      try Data(page.html().utf8).write(to: file)
      files.append(file.path)
    }
    let (status, output) = try Self.run(["flame"] + files)
    #expect(status == 0 && output.contains("3 pages looked at, 0 faults"), "\(output)")
  }
}
