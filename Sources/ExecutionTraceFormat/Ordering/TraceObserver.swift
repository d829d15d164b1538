// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Sees each change of a goroutine's state in the order in which they happened.
///
/// The decoder is generic over it, so that a decoder which nobody observes pays nothing for it.
package protocol TraceObserver {
  /// A goroutine came into a state; the first state that is seen of it counts as a change, one told again does not.
  ///
  /// `time` is in units of the trace's clock.
  mutating func goroutine(_ id: UInt64, became state: TraceGoroutine.State, at time: UInt64)
}

/// Nobody looks.
package struct Unobserved: TraceObserver {
  package init() {}

  @inline(__always)
  package mutating func goroutine(_ id: UInt64, became state: TraceGoroutine.State, at time: UInt64) {}
}

/// The sequence of states of each goroutine as a count and a hash: what tests compare with another reader's.
///
/// The hash is FNV-1a, 64 bit, over one letter a state: R runnable, X running, W waiting, S system call, E ended.
package struct TraceStateHash: TraceObserver {
  package struct Sequence: Hashable, Sendable {
    package var count = 0
    package var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  }

  /// By goroutine id.
  package private(set) var sequences: [UInt64: Sequence] = [:]

  package init() {}

  package mutating func goroutine(_ id: UInt64, became state: TraceGoroutine.State, at time: UInt64) {
    let letter: UInt8 =
      switch state {
      case .runnable: UInt8(ascii: "R")
      case .running: UInt8(ascii: "X")
      case .waiting: UInt8(ascii: "W")
      case .syscall: UInt8(ascii: "S")
      case .ended: UInt8(ascii: "E")
      case .unknown: UInt8(ascii: "?")
      }
    var sequence = sequences[id] ?? Sequence()
    sequence.count += 1
    sequence.hash = (sequence.hash ^ UInt64(letter)) &* 0x100_0000_01b3
    sequences[id] = sequence
  }
}
