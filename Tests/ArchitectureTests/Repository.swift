// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// The files of this repository, as the rules read them.
enum Repository {
  static let manifest = text("Package.swift")
  static let modules = ManifestModule.all(inManifest: manifest)
  /// Every file in the folders that are ours to write, by path.
  static let paths: Set<String> = Set(
    ["Sources", "Tests", "Scripts", "Examples", "Fuzz", "Benchmarks", "Documentation"].flatMap(files)
  )
  static let swiftSources = read { $0.hasPrefix("Sources/") && $0.hasSuffix(".swift") }

  /// The files whose path is wanted, in the order of their paths.
  static func read(_ isWanted: (String) -> Bool) -> [SourceText] {
    paths.filter(isWanted).sorted().map { SourceText(path: $0, text: text($0)) }
  }

  /// The text of a file; empty when there is none, so that what looks into it fails.
  static func text(_ path: String) -> String {
    do {
      return try String(contentsOf: Fixtures.repository.appending(path: path), encoding: .utf8)
    } catch {
      return ""
    }
  }

  private static func files(in folder: String) -> [String] {
    let root = Fixtures.repository.appending(path: folder)
    do {
      return try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { path in
        let attributes = try FileManager.default.attributesOfItem(atPath: root.appending(path: path).path)
        return attributes[.type] as? FileAttributeType == .typeRegular && !path.contains("__pycache__")
      }.map { "\(folder)/\($0)" }
    } catch {
      return []
    }
  }
}
