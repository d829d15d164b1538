// SPDX-License-Identifier: Apache-2.0

import Capturing
import Evidence

/// Source files for captures that carry none: those that the stacks name and that are readable here.
enum LocalSources {
  /// The capture with the lines of its source files, unless it has them or they are not wanted.
  static func added(to capture: Capture, folders: [String], unless isOff: Bool) -> Capture {
    guard !isOff, capture.target.kind == .files, capture.sources.paths.isEmpty else { return capture }
    var capture = capture
    for file in SourceFiles.read(for: capture, in: SourceRoots(folders: folders)) {
      capture.sources.add(path: file.path, text: String(decoding: file.bytes, as: UTF8.self))
    }
    return capture
  }
}
