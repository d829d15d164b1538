// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Finds the recorded evidence that tests read.
package enum Fixtures {
  /// The root of the repository, from the place of this file.
  package static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The bytes of a file under `Fixtures/`.
  package static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: repository.appending(path: "Fixtures/\(path)")))
  }

  /// Paths under `Fixtures/<folder>`, relative to `Fixtures/`, sorted; empty when the folder does not exist.
  package static func files(in folder: String, withSuffix suffix: String = "") throws -> [String] {
    let root = repository.appending(path: "Fixtures/\(folder)")
    guard FileManager.default.fileExists(atPath: root.path) else { return [] }
    return try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(suffix) }
      .filter { path in
        let attributes = try FileManager.default.attributesOfItem(atPath: root.appending(path: path).path)
        return attributes[.type] as? FileAttributeType == .typeRegular
      }
      .map { "\(folder)/\($0)" }.sorted()
  }
}
