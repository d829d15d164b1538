// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// A made-up tree of folders and files, removed when the value goes away.
final class SourceTree {
  let path: String

  /// Writes the files; a value that begins with "-> " makes a symbolic link.
  init(_ files: [String: String]) throws {
    let root = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appending(path: "stanch-tree-\(UUID())")
    path = root.path
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    for (name, content) in files {
      let file = root.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      if content.hasPrefix("-> ") {
        try FileManager.default.createSymbolicLink(
          atPath: file.path,
          withDestinationPath: String(content.dropFirst(3))
        )
      } else {
        try Data(content.utf8).write(to: file)
      }
    }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}

extension CodeFrame {
  /// A frame of line 1: `CodeFrame(in: "example.com/orders/quote.Ask", "/app/quote/ask.go")`.
  init(in function: String, _ file: String) {
    self.init(function: function, location: SourceLocation(file: file, line: 1))
  }
}
