// SPDX-License-Identifier: Apache-2.0

import CInstanceClaim

/// The right to be the only one on this machine that captures from a target.
///
/// Two captures at once would double the stops of the service and disturb each other's rounds. The claim is a name that
/// the kernel frees when the process ends, however it ends.
package final class TargetClaim: Sendable {
  private let descriptor: Int32

  /// Claims a target; throws when another capture on this machine holds it.
  package init(_ address: TargetAddress) throws(AcquisitionError) {
    descriptor = stanch_claim_target(Self.digest(address.displayName))
    if descriptor == -1 {
      throw AcquisitionError(
        .refused,
        "another capture of \(address.displayName) is under way on this machine",
        remedy: "wait for it to end: two at once would stop the service twice as often"
      )
    }
    // Without abstract sockets (-2, some sandboxes) the capture goes on unclaimed: harm is possible only from a second one.
  }

  deinit {
    if descriptor >= 0 { stanch_release_target(descriptor) }
  }

  /// FNV-1a of the address.
  private static func digest(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
}
