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
  package func writeArchive(_ write: ([UInt8]) throws -> Void) throws {
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
    try write(GzipDeflater.deflate(tar.finish().rawBytes))
  }

  /// Reads a bundle from its inflated archive.
  ///
  /// Throws `IntakeError` when the archive holds no manifest of this tool, or one of a later version.
  package init(archive: RawSpan, name: String) throws {
    let listing = try TarReader.entries(of: archive)
    guard let entry = listing.entries.first(where: { $0.name == Self.manifestName }) else {
      throw IntakeError(
        "\(name) is a tar archive without \(Self.manifestName)",
        remedy: "give a bundle written by `stanch capture`, or unpack it and give the files in it"
      )
    }
    let bytes = archive.extracting(entry.range)
    manifest = try Self.manifest(Data(copying: bytes), name: name)
    manifest.gaps += listing.gaps
    for entry in listing.entries where entry.name != Self.manifestName {
      add(name: entry.name, bytes: Array(copying: archive.extracting(entry.range)))
      if entry.isCut { manifest.gaps.append("\(entry.name) is cut") }
    }
  }
}

extension Bundle {
  /// The part of a manifest that every version has.
  private struct Version: Decodable {
    var formatVersion: Int
  }

  /// Decodes a manifest, its version first: a later one may be of any shape.
  private static func manifest(_ data: Data, name: String) throws(IntakeError) -> BundleManifest {
    let version: Int
    do {
      version = try JSONDecoder().decode(Version.self, from: data).formatVersion
      if version == 1 { return try JSONDecoder().decode(BundleManifest.self, from: data) }
    } catch {
      throw IntakeError(
        "\(manifestName) in \(name) is damaged or was written by something else",
        remedy: "capture again, or unpack it and give the files in it"
      )
    }
    throw IntakeError(
      "\(name) was written by a later version of stanch (bundle format \(version))",
      remedy: "diagnose it with that version"
    )
  }
}

extension Data {
  /// A copy of the bytes.
  fileprivate init(copying bytes: RawSpan) {
    self.init(Array(copying: bytes))
  }
}
