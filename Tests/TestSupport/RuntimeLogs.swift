// SPDX-License-Identifier: Apache-2.0

package import Evidence

import ByteDecoding
import RuntimeTextFormats

/// Logs of the runtime for tests of the layers above the decoder.
package enum RuntimeLogs {
  /// The logs in the bytes, one for each process.
  package static func decode(_ bytes: [UInt8]) -> [RuntimeLog] { RuntimeTraceDecoder.decode(bytes.rawBytes) }
}
