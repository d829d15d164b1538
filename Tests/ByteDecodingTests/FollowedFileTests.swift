// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Foundation
import Testing

@Suite struct FollowedFileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "stanch-followed-\(UUID())")

  /// What reading comes to until nothing more is there.
  private func drain(_ file: inout FollowedFile) throws -> (text: String, beginnings: Int) {
    var bytes: [UInt8] = []
    var beginnings = 0
    var quiet = 0
    while quiet < 3 {
      switch try file.read(into: &bytes, atMost: 5) {
      case .bytes: quiet = 0
      case .began: beginnings += 1
      case .nothing: quiet += 1
      }
    }
    return (String(decoding: bytes, as: UTF8.self), beginnings)
  }

  private func inFolder(_ body: (URL) throws -> Void) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appending(path: "app.log"))
  }

  private func append(_ text: String, to file: URL) throws {
    let handle = try FileHandle(forWritingTo: file)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  @Test func `a file that appears later is read from its first byte, and on as it grows`() throws {
    try inFolder { log in
      var file = FollowedFile(path: log.path)
      #expect(try drain(&file) == ("", 0))
      let isOpen = file.isOpen
      #expect(!isOpen)
      try Data("one two three\n".utf8).write(to: log)
      #expect(try drain(&file) == ("one two three\n", 1))
      try append("four\n", to: log)
      #expect(try drain(&file) == ("four\n", 0))
    }
  }

  @Test func `a file that is renamed is read to its end, also behind the rename, and then its successor`() throws {
    try inFolder { log in
      try Data("one\n".utf8).write(to: log)
      var file = FollowedFile(path: log.path)
      #expect(try drain(&file) == ("one\n", 1))
      let old = log.deletingLastPathComponent().appending(path: "app.log.1")
      try FileManager.default.moveItem(at: log, to: old)
      try append("two\n", to: old)
      #expect(try drain(&file) == ("two\n", 0))
      try Data().write(to: log)
      // The writer has the old file open still.
      try append("three\n", to: old)
      #expect(try drain(&file) == ("three\n", 0))
      try append("four\n", to: log)
      #expect(try drain(&file) == ("four\n", 1))
    }
  }

  @Test func `a file that is truncated is read anew`() throws {
    try inFolder { log in
      try Data("one two three\n".utf8).write(to: log)
      var file = FollowedFile(path: log.path)
      _ = try drain(&file)
      let handle = try FileHandle(forWritingTo: log)
      try handle.truncate(atOffset: 0)
      try handle.write(contentsOf: Data("four\n".utf8))
      try handle.close()
      #expect(try drain(&file) == ("four\n", 1))
    }
  }

  @Test func `a folder cannot be followed`() throws {
    try inFolder { log in
      var file = FollowedFile(path: log.deletingLastPathComponent().path)
      var bytes: [UInt8] = []
      var refusal: FileError?
      do throws(FileError) { _ = try file.read(into: &bytes, atMost: 5) } catch { refusal = error }
      #expect(refusal?.operation == "read")
    }
  }
}
