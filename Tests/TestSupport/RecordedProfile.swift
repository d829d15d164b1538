// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
package import Evidence
import ProfileFormats

extension Fixtures {
  /// A recorded profile, inflated and decoded.
  package static func profile(_ path: String) throws -> Profile {
    let packed = try bytes(path)
    let inflated = try GzipInflater.inflate(packed.rawBytes)
    let message = inflated.bytes
    return try ProfileProtoDecoder.profile(in: message.rawBytes)
  }
}
