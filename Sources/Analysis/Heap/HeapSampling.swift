// SPDX-License-Identifier: Apache-2.0

import Glibc

/// How Go's allocator samples the heap: on average one sample every `rate` bytes.
///
/// The distance to the next sample is exponential and counted on the size of the slot (src/runtime/malloc.go
/// `nextSample`, `profilealloc`), so an object of s bytes is sampled with probability q = 1 - exp(-s / rate), once, when it
/// is born. Profiles state k / q with the fraction cut off (src/runtime/pprof/protomem.go `scaleHeapSample`): k, the
/// number of sampled objects, is recovered exactly, and with it everything that statistics needs.
package struct HeapSampling: Hashable, Sendable {
  /// MemProfileRate: mean bytes between two samples; 1 when everything is sampled, 0 when nothing is.
  package let rate: Int64

  package init(rate: Int64) { self.rate = max(0, rate) }

  /// P(an object of so many bytes is sampled); 1 for rates up to 1.
  package func probability(size: Int64) -> Double {
    if rate <= 1 { return 1 }
    if size <= 0 { return 0 }
    return -expm1(-Double(size) / Double(rate))
  }

  /// Bytes that one sampled object of this size stands for: never less than its size, and about the rate for small ones.
  package func weight(size: Int64) -> Double {
    let probability = probability(size: size)
    return probability > 0 ? Double(size) / probability : 0
  }

  /// How many sampled objects a profile's scaled number of objects stands for.
  ///
  /// Exact for profiles of Go: k / q is cut off by less than 1, so value * q lies within q below k.
  package func sampledCount(scaled value: Int64, size: Int64) -> Int {
    Self.sampledCount(scaled: value, probability: probability(size: size))
  }

  /// The same for objects that are sampled with this probability, for those who have it at hand.
  @inline(__always)
  static func sampledCount(scaled value: Int64, probability: Double) -> Int {
    // No process has so many; sums of them stay far from overflow.
    if probability >= 1 || probability <= 0 {
      return Int(min(max(value, -9_000_000_000_000_000), 9_000_000_000_000_000))
    }
    if value == 0 { return 0 }
    // The middle of the interval in which the value can lie; the small step down keeps a q next to 1 from rounding up.
    let count = min(Double(value.magnitude) * probability + probability / 2 - 1e-7, 9e15)
    // To the nearest, as `rounded()` does, which is a call into the library on processors without such an instruction.
    let whole = Int(count)
    let nearest = count - Double(whole) >= 0.5 ? whole + 1 : whole
    return value < 0 ? -nearest : nearest
  }
}
