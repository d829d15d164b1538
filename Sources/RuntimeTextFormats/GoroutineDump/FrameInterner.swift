// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Turns the text of frames into handles of a `StackTable`, without making a `String` or hashing a name twice.
///
/// Shape: two byte interners (functions; `FILE:LINE` as one string) and a table from pairs of their indices to frames.
/// Bounded by the limits of the interners; a name beyond them gives no frame, and the goroutine is then counted by its
/// state alone. Names longer than 8 KiB are cut.
struct FrameInterner {
  static let nameLengthLimit = 8192
  /// The names and frames, as the snapshot will hold them.
  var stacks = StackTable()
  private var functions = ByteInterner(stringLimit: 1 << 18, byteLimit: 16 << 20)
  private var locations = ByteInterner(stringLimit: 1 << 18, byteLimit: 16 << 20)
  /// What the arguments of each function tell.
  private var telling: [TellingFunction] = []
  private var functionNames: [StringID] = []
  private var files: [(file: StringID, line: UInt32)] = []
  /// Open addressing by pair: (function + 1) in the upper half, location + 1 in the lower; 0 is free.
  private var pairs = [UInt64](repeating: 0, count: 64)
  private var pairFrames = [UInt32](repeating: 0, count: 64)
  private var pairCount = 0

  /// How many bytes the names occupy.
  var byteCount: Int { functions.byteCount + locations.byteCount }

  /// The index of a function, and what its arguments tell; nil when the table is full.
  @inline(__always)
  mutating func function(_ name: RawSpan) -> (index: Int, telling: TellingFunction)? {
    let name = name.byteCount > Self.nameLengthLimit ? name.extracting(0..<Self.nameLengthLimit) : name
    guard let index = functions.intern(name) else { return nil }
    if index == telling.count { add(function: name) }
    return (index, telling[index])
  }

  /// The frame of a function and what follows the tab of its location line; nil when a table is full.
  ///
  /// `length` bytes of `text` are `FILE:LINE`. A length of 0 stands for a frame without a location.
  @inline(__always)
  mutating func frame(function: Int, text: RawSpan, length: Int, line: UInt32) -> UInt32? {
    let text = text.extracting(max(0, length - Self.nameLengthLimit)..<length)
    guard let location = locations.intern(text) else { return nil }
    if location == files.count { add(location: text, line: line) }
    let pair = UInt64(truncatingIfNeeded: function &+ 1) << 32 | UInt64(truncatingIfNeeded: location &+ 1)
    var slot = Int(truncatingIfNeeded: pair.folded(by: 0x9e37_79b9_7f4a_7c15)) & (pairs.count &- 1)
    while pairs[slot] != 0 {
      if pairs[slot] == pair { return pairFrames[slot] }
      slot = (slot &+ 1) & (pairs.count &- 1)
    }
    return add(pair: pair, function: function, location: location)
  }

  private mutating func add(function name: RawSpan) {
    telling.append(TellingFunction(function: name))
    functionNames.append(stacks.strings.intern(name.asBytes))
  }

  private mutating func add(location text: RawSpan, line: UInt32) {
    let colon = text.lastOffset(of: 0x3a, in: 0..<text.byteCount) ?? 0
    files.append((stacks.strings.intern(text.extracting(0..<colon).asBytes), line))
  }

  private mutating func add(pair: UInt64, function: Int, location: Int) -> UInt32? {
    guard pairCount < 1 << 19 else { return nil }
    if pairCount * 2 >= pairs.count { growPairs() }
    let (file, line) = files[location]
    let frame = stacks.intern(StackTable.Frame(function: functionNames[function], file: file, line: line))
    place(pair, frame.index)
    pairCount += 1
    return frame.index
  }

  private mutating func place(_ pair: UInt64, _ frame: UInt32) {
    var slot = Int(truncatingIfNeeded: pair.folded(by: 0x9e37_79b9_7f4a_7c15)) & (pairs.count - 1)
    while pairs[slot] != 0 { slot = (slot + 1) & (pairs.count - 1) }
    pairs[slot] = pair
    pairFrames[slot] = frame
  }

  private mutating func growPairs() {
    let old = zip(pairs, pairFrames).filter { $0.0 != 0 }
    pairs = Array(repeating: 0, count: pairs.count * 2)
    pairFrames = Array(repeating: 0, count: pairs.count)
    for (pair, frame) in old { place(pair, frame) }
  }
}
