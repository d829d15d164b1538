// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

import Evidence

/// Recognises and decodes one input, inflating it first where needed.
package enum EvidenceReader {
  /// Evidence, and what is missing from it.
  package typealias Pieces = (items: [EvidenceItem], gaps: [String])

  /// Most bytes that a goroutine dump may inflate to, which is decoded piece by piece.
  private static let streamLimit = 1 << 36

  /// The evidence in the bytes and what is missing from it.
  ///
  /// Compressed bytes are inflated whole up to `limit`; beyond that only goroutine dumps are read, piece by piece. Throws
  /// when no format recognises the bytes, with what they look like.
  package static func items(
    in bytes: RawSpan,
    name: String,
    limit: Int = GzipInflater.defaultLimit
  ) throws(IntakeError) -> Pieces {
    guard GzipStream.isGzip(bytes) else { return (try decode(bytes, name: name, shape: InflatedShape()), []) }
    let inflated: GzipInflater.Inflated
    do {
      inflated = try GzipInflater.inflate(bytes, limit: limit)
    } catch {
      guard error.reason == .limitExceeded else {
        throw IntakeError("\(name) cannot be inflated: \(error)", remedy: "capture it again")
      }
      return try large(bytes, name: name, limit: limit)
    }
    var shape = InflatedShape()
    shape.isCut = !inflated.gaps.isEmpty
    shape.memberEnds = inflated.memberEnds
    return (try decode(inflated.bytes.rawBytes, name: name, shape: shape), inflated.gaps)
  }

  /// The goroutine dump that compressed bytes inflate to, piece by piece.
  private static func large(_ bytes: RawSpan, name: String, limit: Int) throws(IntakeError) -> Pieces {
    var stream = DumpStream()
    do {
      let summary = try GzipStream.inflate(bytes, limit: streamLimit) { (piece: RawSpan) throws(DecodingError) in
        stream.consume(piece)
        guard stream.isDump != false else { throw DecodingError(.unrecognized, at: 0, expected: "a goroutine dump") }
      }
      if let pieces = stream.finish() { return (pieces.items, pieces.gaps + summary.gaps) }
    } catch {
      // Told below: it is large, and no dump.
    }
    throw IntakeError(
      "\(name) inflates to more than \(limit) bytes and is no goroutine dump",
      remedy: "unpack it and give the file itself"
    )
  }

  private static func decode(
    _ bytes: RawSpan,
    name: String,
    shape: InflatedShape
  ) throws(IntakeError) -> [EvidenceItem] {
    guard let format = EvidenceFormats.format(of: bytes) else {
      throw IntakeError(
        "\(name) is none of the formats known here (\(InputDescription(bytes).text))",
        remedy: "give goroutine dumps, profiles, memory statistics, logs or a bundle of `stanch capture`"
      )
    }
    do {
      return try format.decode(bytes, shape: shape)
    } catch {
      throw IntakeError("\(name) cannot be decoded as \(format.name): \(error)", remedy: "capture it again")
    }
  }
}
