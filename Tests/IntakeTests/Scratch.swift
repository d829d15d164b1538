// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder that is gone when the test is over.
final class Scratch {
  let folder = FileManager.default.temporaryDirectory.appending(path: "stanch-intake-\(UUID())")

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file, with a time of writing that many seconds after a fixed one, and gives its path.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8], at seconds: Double? = nil) throws -> String {
    let url = folder.appending(path: name)
    try Data(bytes).write(to: url)
    let time = Date(timeIntervalSince1970: 1_790_000_000 + (seconds ?? 0))
    try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: url.path)
    return url.path
  }

  @discardableResult
  func write(_ name: String, _ text: String, at seconds: Double? = nil) throws -> String {
    try write(name, Array(text.utf8), at: seconds)
  }
}
