// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
import Evidence
import ProfileFormats

/// profile.proto: goroutine and goroutineleak profiles become snapshots, everything else stays a profile.
package struct ProfileProtoEvidence: EvidenceFormat {
  package let name = "profile.proto"

  package func recognizes(_ bytes: RawSpan) -> Bool { ProfileProtoDecoder.recognizes(bytes) }

  package func decode(_ bytes: RawSpan, shape: InflatedShape) throws(DecodingError) -> [EvidenceItem] {
    try ProfileProtoDecoder.profiles(in: bytes, isCut: shape.isCut, memberEnds: shape.memberEnds).map { profile in
      GoroutineSnapshot(profile: profile).map { .goroutines($0) } ?? .profile(profile)
    }
  }
}
