// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
package import Evidence
import ProfileFormats

extension EvidenceReader {
  /// The profiles in bytes of profile.proto, compressed or not, whatever they count; throws `DecodingError` for others.
  ///
  /// `items(in:name:)` makes snapshots of goroutine profiles, which keep no mappings.
  package static func profiles(in bytes: RawSpan) throws(DecodingError) -> [Profile] {
    guard GzipStream.isGzip(bytes) else {
      return try ProfileProtoDecoder.profiles(in: bytes, isCut: false, memberEnds: [])
    }
    let inflated = try GzipInflater.inflate(bytes)
    return try ProfileProtoDecoder.profiles(
      in: inflated.bytes.rawBytes,
      isCut: !inflated.gaps.isEmpty,
      memberEnds: inflated.memberEnds
    )
  }
}
