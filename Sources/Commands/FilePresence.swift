// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// Whether a name given on the command line is a file: a file beats an address that looks alike.
enum FilePresence {
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
