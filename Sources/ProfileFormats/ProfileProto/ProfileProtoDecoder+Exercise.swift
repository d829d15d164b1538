// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

extension ProfileProtoDecoder {
  /// What a fuzzer runs: decodes any bytes every way there is, and checks what must hold of the result.
  ///
  /// Errors are a normal outcome; traps are the finding.
  package static func exercise(_ bytes: RawSpan) {
    for isCut in [false, true] {
      guard let profiles = try? profiles(in: bytes, isCut: isCut, memberEnds: [bytes.byteCount / 2]) else { continue }
      for profile in profiles {
        _ = GoroutineSnapshot(profile: profile)?.count
        for column in profile.sampleTypes.indices { _ = profile.total(ofColumn: column) }
        let encoded = ProfileProtoEncoder.encode(profile)
        let again = try? Self.profile(in: encoded.rawBytes)
        precondition(again?.samples.values == profile.samples.values, "what was encoded must decode to the same values")
        precondition(again?.stacks.locations == profile.stacks.locations, "and to the same stacks")
      }
    }
  }
}
