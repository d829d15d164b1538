// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import TestSupport

/// The diagnosis of a watched service.
func diagnosis(of watch: WatchText) throws -> Diagnosis { diagnosis(of: try watch.capture()) }

/// The diagnosis of a capture.
func diagnosis(of capture: Capture) -> Diagnosis { Examination(CaseFile(capture)).diagnosis() }

extension Diagnosis {
  /// What matters of each finding, in the order of the report: level, kind and line.
  var outline: [String] {
    findings.map { finding in
      let line = finding.location.map { " \($0.file.split(separator: "/").last ?? ""):\($0.line)" } ?? ""
      return "\(finding.level.rawValue) \(finding.kind)\(line)"
    }
  }

  /// Findings that are no notes.
  var charges: [Finding] { findings.filter { $0.level != .note } }
}

/// Files of the standard library as stacks name them.
enum Go {
  static let root = "/usr/local/go/src/"
  static let conn = "net/http.(*conn).serve \(root)net/http/server.go:2102"
  static let sleep = "time.Sleep(0x3b9aca00) \(root)runtime/time.go:195"
  static let pollWait = "internal/poll.runtime_pollWait(0x7f1e5a, 0x72) \(root)runtime/netpoll.go:351"
  static let lock27 = [
    "internal/sync.runtime_SemacquireMutex(0xc00012?, 0x0?, 0x1?) \(root)runtime/sema.go:95",
    "internal/sync.(*Mutex).lockSlow(0xc000123000) \(root)internal/sync/mutex.go:149",
    "internal/sync.(*Mutex).Lock(...) \(root)internal/sync/mutex.go:70",
    "sync.(*Mutex).Lock(...) \(root)sync/mutex.go:46",
  ]
}

extension PlaceText {
  /// A place with library frames at the leaf, an own frame at `/src/shop/desk.go:line`, started from own code.
  static func own(_ state: String, _ library: [String] = [], line: Int = 41, by creatorLine: Int = 38) -> PlaceText {
    PlaceText(state, by: "shop.(*Desk).Open /src/shop/desk.go:\(creatorLine)").with {
      $0.frames = library + ["shop.(*Desk).wait(0xc000456000) /src/shop/desk.go:\(line)"]
    }
  }

  /// A place without any own code.
  static func library(_ state: String, _ frames: [String], by creator: String) -> PlaceText {
    PlaceText(state, by: creator).with { $0.frames = frames }
  }
}
