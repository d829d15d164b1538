// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// What a bundle's `manifest.json` says: where its files come from, when, at what cost, and what is missing.
package struct BundleManifest: Codable, Sendable {
  /// A source file kept in the bundle.
  package struct SourceFile: Codable, Hashable, Sendable {
    /// The path that stack frames use.
    package var path: String
    /// The name in the bundle.
    package var file: String

    package init(path: String, file: String) {
      self.path = path
      self.file = file
    }
  }

  /// Version of this layout: 1.
  package var formatVersion = 1
  package var toolVersion: String
  package var target: TargetDescription
  /// Seconds since 1970.
  package var started: Double
  package var seconds: Double
  package var plannedSeconds: Double
  package var items: [CaptureItem] = []
  package var sources: [SourceFile] = []
  /// Names of globals by hexadecimal address, for addresses of locks.
  package var symbols: [String: String] = [:]
  package var cost = CaptureCost()
  package var gaps: [String] = []

  package init(toolVersion: String, target: TargetDescription, started: Double, plannedSeconds: Double) {
    self.toolVersion = toolVersion
    self.target = target
    self.started = started
    self.plannedSeconds = plannedSeconds
    seconds = 0
  }
}
