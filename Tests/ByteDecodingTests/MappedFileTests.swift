// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Foundation
import Testing

@Suite struct MappedFileTests {
  private func withFile(_ contents: [UInt8], _ body: (String) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "stanch-\(UUID().uuidString)")
    try Data(contents).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    try body(url.path)
  }

  @Test(arguments: [0, 1, 4096, 100_000], [0, 4097, 1 << 20])
  func `mapped or read, the bytes are those of the file`(count: Int, threshold: Int) throws {
    let contents = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try withFile(contents) { path in
      let file = try MappedFile(path: path, mappingThreshold: threshold)
      #expect(file.byteCount == count)
      file.release(0..<count)
      #expect([UInt8](copying: file.bytes) == contents)
    }
  }

  @Test func `files without a size come whole`() throws {
    let file = try MappedFile(path: "/proc/self/status")
    #expect(String(decoding: [UInt8](copying: file.bytes), as: UTF8.self).hasPrefix("Name:"))
  }

  @Test(arguments: [("/nonexistent/profile", "cannot open /nonexistent/profile: No such file or directory")])
  func `a missing file is reported in the words of the system`(path: String, text: String) {
    let error = #expect(throws: FileError.self) { _ = try MappedFile(path: path) }
    #expect(error?.description == text)
  }

  @Test func `a device that never ends is refused`() {
    let error = #expect(throws: FileError.self) { _ = try MappedFile(path: "/dev/zero") }
    #expect(
      error?.description
        == "cannot read /dev/zero: larger than 134217728 bytes; save it as a file, which may have any size"
    )
  }

  @Test func `a directory is refused`() {
    let error = #expect(throws: FileError.self) { _ = try MappedFile(path: "/usr") }
    #expect(error?.description == "cannot read /usr: Is a directory")
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func `a file without permission is refused`() throws {
    try withFile([1, 2, 3]) { path in
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
      let error = #expect(throws: FileError.self) { _ = try MappedFile(path: path) }
      #expect(error?.reason == "Permission denied")
    }
  }

  @Test func `more than the limit is refused, whether the size is known before or not`() throws {
    try withFile([1, 2, 3]) { path in
      #expect(throws: FileError.self) { _ = try MappedFile(path: path, limit: 2) }
    }
    #expect(throws: FileError.self) { _ = try MappedFile(path: "/dev/zero", limit: 1 << 16) }
  }
}
