// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
package import Evidence
import FoundationEssentials

/// Reads a bundle from its archive, compressed or not, without holding more than one of its files.
///
/// Two passes: the first ends at the manifest, which is the first member of every bundle that was not packed again; the
/// second decodes each file that the manifest names as it comes by. So memory depends on what the evidence decodes to, and
/// an archive that inflates to more than the machine has is read like any other.
package enum BundleArchive {
  /// The largest manifest; one of a long watch has 30 KB.
  static let manifestLimit = 4 << 20
  /// Most bytes that an archive may inflate to.
  static let byteLimit = 1 << 36

  /// The capture in an archive; nil when the bytes are none.
  ///
  /// A file of it is held whole up to `limit` bytes. Throws `IntakeError` when the archive holds no manifest of this tool, or
  /// one of a later version.
  package static func capture(
    in bytes: RawSpan,
    name: String,
    limit: Int = GzipInflater.defaultLimit
  ) throws -> Capture? {
    let isCompressed = GzipStream.isGzip(bytes)
    let head = isCompressed ? GzipStream.head(of: bytes, count: TarHeader.blockByteCount) : []
    guard isCompressed ? TarReader.isTar(head.rawBytes) : TarReader.isTar(bytes) else { return nil }
    var finder = ManifestFinder()
    do {
      _ = try pass(bytes, isCompressed, &finder)
    } catch {
      // The finder stops the pass when it has what it looks for.
      guard finder.isDone else { throw refusal(error, name) }
    }
    guard let description = finder.manifest else {
      throw IntakeError(
        "\(name) is a tar archive without \(Bundle.manifestName)",
        remedy: "give a bundle written by `stanch capture`, or unpack it and give the files in it"
      )
    }
    var manifest = try BundleManifest(description, name: name)
    var members = MemberDecoder(manifest, limit: limit)
    do {
      let gaps = try pass(bytes, isCompressed, &members)
      manifest.gaps += gaps + members.cut.map { "\($0) is cut" }
    } catch {
      throw refusal(error, name)
    }
    return try manifest.capture(
      source: { members.sources[$0] },
      evidence: { item in try item.file.flatMap { members.evidence[$0] }?.get() }
    )
  }

  /// Hands every file of the archive to a visitor; returns what is missing.
  private static func pass(
    _ bytes: RawSpan,
    _ isCompressed: Bool,
    _ visitor: inout some TarVisitor
  ) throws(DecodingError) -> [String] {
    var stream = TarStream()
    guard isCompressed else {
      try stream.consume(bytes, &visitor)
      try stream.finish(&visitor)
      return stream.gaps
    }
    let summary = try GzipStream.inflate(bytes, limit: byteLimit) { (piece: RawSpan) throws(DecodingError) in
      try stream.consume(piece, &visitor)
    }
    try stream.finish(&visitor)
    return stream.gaps + summary.gaps
  }

  private static func refusal(_ error: any Error, _ name: String) -> IntakeError {
    IntakeError("\(name) cannot be read as a bundle: \(error)", remedy: "capture it again")
  }
}

/// Takes the manifest out of an archive and stops there.
private struct ManifestFinder: TarVisitor {
  var manifest: [UInt8]?
  var isDone = false
  private var isInside = false

  mutating func begin(_ name: String, size: Int, at offset: Int) throws(DecodingError) {
    isInside = name == Bundle.manifestName
    guard isInside else { return }
    guard size <= BundleArchive.manifestLimit else {
      throw DecodingError(
        .limitExceeded,
        at: offset,
        expected: "a \(Bundle.manifestName) of at most \(BundleArchive.manifestLimit) bytes"
      )
    }
    manifest = []
  }

  mutating func take(_ piece: RawSpan) {
    if isInside { manifest?.append(copying: piece) }
  }

  mutating func end(isCut: Bool) throws(DecodingError) {
    guard isInside else { return }
    isDone = true
    throw DecodingError(.limitExceeded, at: 0, expected: "no more than the manifest")
  }
}
