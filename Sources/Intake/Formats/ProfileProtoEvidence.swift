// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
import Evidence
import ProfileFormats

/// profile.proto: goroutine and goroutineleak profiles become snapshots, everything else stays a profile.
package struct ProfileProtoEvidence: EvidenceFormat {
  package let name = "profile.proto"

  /// Whether the bytes decode as a profile: the format has no magic number.
  ///
  /// Text is ruled out by its first byte: a profile begins with a field key of wire type 2 below 0x7b.
  package func recognizes(_ bytes: RawSpan) -> Bool {
    guard bytes.byteCount >= 4, let first = bytes.asBytes.indices.first.map({ bytes.asBytes[$0] }), first < 0x7b,
      first != 0x20, first != 0x09, first != 0x0d
    else { return false }
    do {
      let profile = try ProfileProtoDecoder.profile(in: bytes)
      return !profile.sampleTypes.isEmpty
    } catch {
      // Not a profile: the next format is asked.
      return false
    }
  }

  package func decode(_ bytes: RawSpan) throws(DecodingError) -> [EvidenceItem] {
    let profile = try ProfileProtoDecoder.profile(in: bytes)
    return [GoroutineSnapshot(profile: profile).map { .goroutines($0) } ?? .profile(profile)]
  }
}
