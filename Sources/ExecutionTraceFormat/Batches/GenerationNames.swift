// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// The string and stack tables of one generation, and what of them is needed in the whole trace.
///
/// The tables of a generation are only indexed. A string or stack becomes part of the summary when an event that counts
/// refers to it: names and stacks of a trace are repeated in every generation, and most are needed by no one. Stacks are
/// recognised across generations by their program counters, which mean the same throughout one process; stacks of
/// different counters but equal functions, files and lines become one all the same.
struct GenerationNames: ~Copyable {
  /// Stands for no stack and for one that cannot be known.
  static let none = UInt32.max
  /// Where an entry was not asked for yet.
  private static let unresolved = UInt32.max - 1
  /// More than any program has: beyond it, stacks are not told.
  static let entryLimit = 1 << 21
  static let stackLimit = 1 << 19
  static let frameLimit = 1 << 24

  /// A string of the generation's table.
  struct StringEntry: BitwiseCopyable {
    /// Where its bytes lie.
    var start: Int
    var length: Int
    var id: UInt32
  }

  /// A stack of the generation's table.
  struct StackEntry: BitwiseCopyable {
    /// Where the count of its frames stands.
    var start: Int
    var id: UInt32
    /// The row of the call table that it was last counted in.
    var row: UInt32
  }

  // Of this generation.
  private var stringPositions = NumberedMap()
  private var strings = Column<StringEntry>()
  private var stackPositions = NumberedMap()
  private var stackEntries = Column<StackEntry>()
  private var hasStrings = false
  private var hasStacks = false

  // Of the whole trace.
  private(set) var stacks = StackTable()
  private var known = CounterListTable()
  /// Whether stacks or strings were passed over because there are too many.
  private(set) var isOverLimit = false

  /// Whether the generation came with both tables, as a whole one does.
  var hasTables: Bool { hasStrings && hasStacks }

  init() {
    // Waits that a timer can end, then waits on the way, in this order: see `endsByTimer` and `isPassing`.
    for reason in ["sleep", "chan receive", "select"] + Self.passing { _ = stacks.strings.intern(reason) }
  }

  /// Waits for a lock and for the collector, in the words of traceBlockReasonStrings (Go 1.27, src/runtime/traceruntime.go).
  private static let passing = [
    "sync", "GC mark assist wait for work", "preempted", "wait until GC ends", "GC weak to strong wait",
  ]

  /// Whether a wait for this reason stands in the way of any goroutine that works, so that its end tells nothing of what
  /// the goroutine is there for.
  @inline(__always)
  static func isPassing(_ reason: UInt32) -> Bool { reason >= 4 && reason <= 8 }

  /// Whether a timer of the runtime can end a wait for this reason: a sleep, or a wait for a channel that ticks.
  @inline(__always)
  static func endsByTimer(_ reason: UInt32) -> Bool { reason >= 1 && reason <= 3 }

  /// Forgets the tables of the generation before.
  mutating func begin() {
    stringPositions.removeAll()
    strings.removeAll()
    stackPositions.removeAll()
    stackEntries.removeAll()
    hasStrings = false
    hasStacks = false
  }

  /// Indexes a batch of strings: type, identifier, length, bytes, one after the other.
  mutating func addStrings(_ payload: Range<Int>, in bytes: RawSpan) throws(DecodingError) {
    hasStrings = true
    var cursor = ByteCursor(bytes.extracting(0..<payload.upperBound))
    cursor.offset = payload.lowerBound + 1
    while !cursor.isAtEnd {
      guard try cursor.readByte() == TraceEventType.string else {
        throw DecodingError(.malformed, at: cursor.offset - 1, expected: "a string of the table")
      }
      let identifier = try cursor.readVarint()
      let length = try cursor.readLength()
      let start = cursor.offset
      try cursor.skip(length)
      guard strings.count < Self.entryLimit, stringPositions.position(of: identifier) < 0 else {
        isOverLimit = isOverLimit || strings.count >= Self.entryLimit
        continue
      }
      stringPositions.insert(identifier, position: strings.count)
      strings.append(StringEntry(start: start, length: length, id: Self.unresolved))
    }
  }

  /// Indexes a batch of stacks: type, identifier, count of frames, and four numbers a frame.
  mutating func addStacks(_ payload: Range<Int>, in bytes: RawSpan) throws(DecodingError) {
    hasStacks = true
    var cursor = ByteCursor(bytes.extracting(0..<payload.upperBound))
    cursor.offset = payload.lowerBound + 1
    while !cursor.isAtEnd {
      guard try cursor.readByte() == TraceEventType.stack else {
        throw DecodingError(.malformed, at: cursor.offset - 1, expected: "a stack of the table")
      }
      let identifier = try cursor.readVarint()
      let start = cursor.offset
      let frames = try cursor.readVarint()
      guard frames <= TraceEventType.frameLimit else {
        throw DecodingError(
          .limitExceeded,
          at: start,
          expected: "a stack of at most \(TraceEventType.frameLimit) frames"
        )
      }
      for _ in 0..<frames * 4 { _ = try cursor.readVarint() }
      guard stackEntries.count < Self.entryLimit, stackPositions.position(of: identifier) < 0 else {
        isOverLimit = isOverLimit || stackEntries.count >= Self.entryLimit
        continue
      }
      stackPositions.insert(identifier, position: stackEntries.count)
      stackEntries.append(StackEntry(start: start, id: Self.unresolved, row: Self.none))
    }
  }

  /// The handle of a string in the summary's table; 0, the empty one, when the generation does not have it.
  @inline(__always)
  mutating func string(_ identifier: UInt64, in bytes: RawSpan) -> UInt32 {
    let position = stringPositions.position(of: identifier)
    if position < 0 { return 0 }
    let id = strings[position].id
    return id == Self.unresolved ? resolveString(at: position, in: bytes) : id
  }

  /// The place of a stack in the generation's table; -1 for no stack and for one that the generation does not have.
  @inline(__always)
  func position(ofStack identifier: UInt64) -> Int {
    identifier == 0 ? -1 : stackPositions.position(of: identifier)
  }

  /// The handle in the summary of a stack of the generation's table; `none` for position -1.
  @inline(__always)
  mutating func stack(at position: Int, in bytes: RawSpan) -> UInt32 {
    if position < 0 { return Self.none }
    let id = stackEntries[position].id
    return id == Self.unresolved ? resolveStack(at: position, in: bytes) : id
  }

  /// The row of the call table that a stack was last counted in.
  subscript(rowAt position: Int) -> UInt32 {
    @inline(__always) get { stackEntries[position].row }
    @inline(__always) set { stackEntries[position].row = newValue }
  }

  @inline(never)
  private mutating func resolveString(at position: Int, in bytes: RawSpan) -> UInt32 {
    let entry = strings[position]
    let id = stacks.strings.intern(bytes.extracting(entry.start..<entry.start + entry.length).asBytes).index
    strings[position].id = id
    return id
  }

  @inline(never)
  private mutating func resolveStack(at position: Int, in bytes: RawSpan) -> UInt32 {
    let id = interned(stackAt: stackEntries[position].start, in: bytes)
    stackEntries[position].id = id
    return id
  }

  private mutating func interned(stackAt start: Int, in bytes: RawSpan) -> UInt32 {
    do {
      var cursor = ByteCursor(bytes)
      cursor.offset = start
      let count = Int(try cursor.readVarint())
      if count == 0 { return Self.none }
      var counters: [UInt64] = []
      counters.reserveCapacity(count)
      for _ in 0..<count {
        counters.append(try cursor.readVarint())
        for _ in 0..<3 { _ = try cursor.readVarint() }
      }
      if let id = known.value(of: counters) { return id }
      guard known.count < Self.stackLimit, known.counterCount + count <= Self.frameLimit else {
        isOverLimit = true
        return Self.none
      }
      cursor.offset = start
      _ = try cursor.readVarint()
      var frames: [FrameID] = []
      frames.reserveCapacity(count)
      for _ in 0..<count {
        _ = try cursor.readVarint()
        let function = string(try cursor.readVarint(), in: bytes)
        let file = string(try cursor.readVarint(), in: bytes)
        let line = UInt32(clamping: try cursor.readVarint())
        frames.append(
          stacks.intern(
            StackTable.Frame(function: StringID(index: function), file: StringID(index: file), line: line)
          )
        )
      }
      let id = stacks.intern(stack: frames).index
      known.insert(counters, value: id)
      return id
    } catch {
      // The same numbers were read when the table was indexed, so this cannot happen; an unknown stack is no harm.
      return Self.none
    }
  }
}
