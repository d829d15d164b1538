// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The clock by which the Go runtime times its events (`runtime.nanotime`): `CLOCK_MONOTONIC`, in ns.
///
/// It is the same for all processes of a machine, those in time namespaces left aside.
package enum MonotonicTime {
  /// The time now; nil when the kernel does not tell.
  package static var now: Int64? {
    var time = timespec()
    // The kernel fills the structure, which is ours for the call.
    guard unsafe clock_gettime(CLOCK_MONOTONIC, &time) == 0 else { return nil }
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
