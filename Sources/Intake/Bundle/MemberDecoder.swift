// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Decodes the files of a bundle that its manifest names, as they come by.
///
/// A file is held until it is whole, up to what may also inflate to a whole; a larger one is read piece by piece if it
/// begins as a goroutine dump does, and left out otherwise.
struct MemberDecoder: TarVisitor {
  /// What each file decodes to, or why it does not.
  private(set) var evidence: [String: Result<EvidenceReader.Pieces, IntakeError>] = [:]
  private(set) var sources: [String: [UInt8]] = [:]
  /// Names of files that the archive ends in.
  private(set) var cut: [String] = []

  private enum Content {
    case ignored
    case whole([UInt8])
    case stream(DumpStream)
  }

  /// Where each evidence file comes from, for messages.
  private var wanted: [String: String] = [:]
  private let sourceFiles: Set<String>
  private let limit: Int
  private var name = ""
  private var size = 0
  private var content = Content.ignored

  private static let sourceLimit = 1 << 20
  private static let sourceCount = 256

  /// Prepares for the files of a manifest; those of more than `limit` bytes are not held whole.
  init(_ manifest: BundleManifest, limit: Int) {
    self.limit = limit
    for item in manifest.items where item.isEvidence {
      if let file = item.file, wanted[file] == nil { wanted[file] = item.source }
    }
    sourceFiles = Set(manifest.sources.prefix(Self.sourceCount).map(\.file))
  }

  mutating func begin(_ name: String, size: Int, at offset: Int) {
    self.name = name
    self.size = size
    let isSource = sourceFiles.contains(name) && size <= Self.sourceLimit
    if wanted[name] == nil, !isSource {
      content = .ignored
    } else if size <= limit {
      content = .whole([])
    } else {
      content = .stream(DumpStream())
    }
  }

  mutating func take(_ piece: RawSpan) {
    // Taken out while it grows, so that it is not copied.
    let current = content
    content = .ignored
    switch current {
    case .ignored: break
    case .whole(var bytes):
      if bytes.isEmpty { bytes.reserveCapacity(size) }
      bytes.append(copying: piece)
      content = .whole(bytes)
    case .stream(var stream):
      stream.consume(piece)
      content = .stream(stream)
    }
  }

  mutating func end(isCut: Bool) {
    if isCut { cut.append(name) }
    let current = content
    content = .ignored
    switch current {
    case .ignored: break
    case .whole(let bytes):
      if sourceFiles.contains(name) { sources[name] = bytes }
      if let source = wanted[name] {
        evidence[name] = Result { () throws(IntakeError) in try EvidenceReader.items(in: bytes.rawBytes, name: source) }
      }
    case .stream(var stream):
      evidence[name] = Result { [name, size] () throws(IntakeError) in
        guard let pieces = stream.finish() else {
          throw IntakeError(
            "\(name) has \(size) bytes and is no goroutine dump: it was left out",
            remedy: "unpack the bundle and give the file itself"
          )
        }
        return pieces
      }
    }
  }
}
