// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import FoundationEssentials

extension Bundle {
  /// Name of the description, always the first member.
  package static let manifestName = "manifest.json"

  /// Writes the bundle as a gzip-compressed tar archive, piece by piece.
  ///
  /// Each member is compressed on its own (gzip allows several members in one file), so that memory is bounded by the
  /// largest. `write` receives the pieces in order.
  /// - Parameter appending: adds members behind the files, each by its name.
  package func writeArchive(
    appending more: ((_ add: (String, [UInt8]) throws -> Void) throws -> Void)? = nil,
    _ write: ([UInt8]) throws -> Void
  ) throws {
    var tar = TarWriter(modified: Int(manifest.started))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let description = Array(try encoder.encode(manifest)) + [0x0a]
    try tar.add(name: Self.manifestName, contents: description.rawBytes)
    try write(GzipDeflater.deflate(tar.takeBytes().rawBytes))
    for file in files {
      let contents = try file.contents()
      try tar.add(name: file.name, contents: contents.rawBytes)
      try write(GzipDeflater.deflate(tar.takeBytes().rawBytes))
    }
    try more? { name, contents in
      try tar.add(name: name, contents: contents.rawBytes)
      // Some of these are large, and level 1 is three times as fast.
      try write(GzipDeflater.deflate(tar.takeBytes().rawBytes, level: 1))
    }
    try write(GzipDeflater.deflate(tar.finish().rawBytes))
  }
}

extension BundleManifest {
  /// The part of a manifest that every version has.
  private struct Version: Decodable {
    var formatVersion: Int
  }

  /// Decodes a manifest, its version first: a later one may be of any shape.
  init(_ description: [UInt8], name: String) throws(IntakeError) {
    let version: Int
    do {
      version = try JSONDecoder().decode(Version.self, from: Data(description)).formatVersion
      if version == 1 {
        self = try JSONDecoder().decode(BundleManifest.self, from: Data(description))
        return
      }
    } catch {
      throw IntakeError(
        "\(Bundle.manifestName) in \(name) is damaged or was written by something else",
        remedy: "capture again, or unpack it and give the files in it"
      )
    }
    throw IntakeError(
      "\(name) was written by a later version of stanch (bundle format \(version))",
      remedy: "diagnose it with that version"
    )
  }
}
