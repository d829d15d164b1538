// SPDX-License-Identifier: Apache-2.0

/// What was looked at: the identity of a service as far as the evidence tells it.
///
/// Every field but `kind` and `name` is absent when unknown; nothing is guessed. Part of the bundle's manifest and of the
/// report.
package struct TargetDescription: Codable, Hashable, Sendable {
  package enum Kind: String, Codable, Sendable {
    case url
    case process
    case files
    case bundle
    case core
  }

  package var kind: Kind
  /// Name for a reader: the program's name where known, else the address or the files.
  ///
  /// Never holds credentials.
  package var name: String
  /// The address or file names that the user gave, safe to print.
  package var address: String
  /// Toolchain that built the program, for example `go1.27.3`.
  package var goVersion: String?
  /// The `go` line of the main module.
  package var moduleGoVersion: String?
  /// Path of the main module.
  package var module: String?
  package var pid: Int?
  package var host: String?
  /// How long the process had been running when the capture began.
  package var uptimeSeconds: Double?
  /// How many processes answered behind the address, when more than one.
  package var instances: Int?

  package init(kind: Kind, name: String, address: String) {
    self.kind = kind
    self.name = name
    self.address = address
  }
}
