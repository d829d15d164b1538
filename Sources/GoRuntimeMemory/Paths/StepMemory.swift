// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// Remembers to which pattern a step led: millions of nodes take a few hundred different steps.
///
/// A table with open addressing; a step that finds no place within a few tries is forgotten and worked out again.
struct StepMemory: ~Copyable {
  /// A pattern, the type of what holds, where in it, and the type of what is found.
  struct Key {
    var pattern: UInt32
    var holder: DebugInfo.TypeID
    var offset: UInt32
    var found: DebugInfo.TypeID

    @inline(__always)
    fileprivate var words: (UInt64, UInt64) {
      (UInt64(pattern) << 32 | UInt64(holder), UInt64(offset) << 32 | UInt64(found))
    }
  }

  private static let size = 1 << 16
  private static let tries = 8
  private var firsts = Column<UInt64>(repeating: 0, count: size)
  private var seconds = Column<UInt64>(repeating: 0, count: size)
  /// The pattern plus one; 0 for an empty place.
  private var values = Column<UInt32>(repeating: 0, count: size)

  @inline(__always)
  private static func start(_ first: UInt64, _ second: UInt64) -> Int {
    var hash = (first ^ second &* 0x9e37_79b9_7f4a_7c15) &* 0xff51_afd7_ed55_8ccd
    hash ^= hash &>> 32
    return Int(truncatingIfNeeded: hash &* 0xc4ce_b9fe_1a85_ec53 &>> 40)
  }

  subscript(key: Key) -> UInt32? {
    let (first, second) = key.words
    let start = Self.start(first, second)
    for index in 0..<Self.tries {
      let place = (start &+ index) & (Self.size - 1)
      let value = values[place]
      if value == 0 { return nil }
      if firsts[place] == first, seconds[place] == second { return value - 1 }
    }
    return nil
  }

  mutating func add(_ key: Key, _ value: UInt32) {
    let (first, second) = key.words
    let start = Self.start(first, second)
    for index in 0..<Self.tries {
      let place = (start &+ index) & (Self.size - 1)
      guard values[place] == 0 else { continue }
      firsts[place] = first
      seconds[place] = second
      values[place] = value + 1
      return
    }
  }
}
