// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The events of one thread in a generation, one after the other.
struct EventCursor {
  /// What reading on found.
  enum Reading {
    case event, end, damaged
  }

  /// The event that was read last.
  private(set) var event: TraceEvent
  /// Where the next one lies, in a batch that ends at `end`.
  private(set) var offset = 0
  private var end = 0
  private var nextBatch: Int32

  /// Type, and five varints of at most ten bytes, read eight bytes at a time.
  private static let longestReach = 64

  /// A cursor in front of a thread's first event.
  init(thread: Int, chain: TraceGeneration.ThreadChain) {
    event = TraceEvent(thread: thread, threadID: chain.thread)
    nextBatch = chain.first
  }

  /// Reads the thread's next event.
  ///
  /// `damaged` when the bytes there are no whole event: then nothing more of the thread can be read.
  @inline(__always)
  mutating func advance(
    in bytes: RawSpan,
    batches: [TraceGeneration.Batch],
    argumentCounts: [UInt8]
  ) -> Reading {
    while offset >= end {
      guard nextBatch >= 0 else { return .end }
      let batch = batches[Int(nextBatch)]
      offset = batch.start
      end = batch.end
      event.time = batch.time
      nextBatch = batch.next
    }
    let type = bytes.byte(at: offset)
    let count = argumentCounts[Int(type)]
    if count == 0 { return .damaged }
    var next = TraceEvent(thread: event.thread, threadID: event.threadID)
    next.type = type
    guard offset &+ Self.longestReach <= bytes.byteCount else {
      guard
        let read = Self.readCarefully(next, since: event.time, count: count, in: bytes.extracting(0..<end), at: offset)
      else { return .damaged }
      event = read.event
      offset = read.end
      return .event
    }
    var position = offset &+ 1
    next.time = event.time &+ Self.varint(in: bytes, at: &position)
    if count > 1 {
      next.argument0 = Self.varint(in: bytes, at: &position)
      if count > 2 {
        next.argument1 = Self.varint(in: bytes, at: &position)
        if count > 3 {
          next.argument2 = Self.varint(in: bytes, at: &position)
          if count > 4 { next.argument3 = Self.varint(in: bytes, at: &position) }
        }
      }
    }
    // An event that passes the end of its batch is none, whatever was read there.
    if position > end { return .damaged }
    offset = position
    event = next
    return .event
  }

  /// A varint whose ten bytes surely lie in the bytes; what is longer is read as if it ended there.
  @inline(__always)
  private static func varint(in bytes: RawSpan, at position: inout Int) -> UInt64 {
    let word = bytes.word(at: position)
    if word & 0x80 == 0 {
      position &+= 1
      return word & 0x7f
    }
    let stops = ~word & 0x8080_8080_8080_8080
    if stops != 0 {
      position &+= (stops.trailingZeroBitCount &>> 3) &+ 1
      return ByteCursor.gather(word & (stops ^ (stops &- 1)))
    }
    let low = ByteCursor.gather(word)
    let ninth = UInt64(bytes.byte(at: position &+ 8))
    if ninth < 0x80 {
      position &+= 9
      return low | ninth &<< 56
    }
    let tenth = UInt64(bytes.byte(at: position &+ 9))
    position &+= 10
    return low | (ninth & 0x7f) &<< 56 | tenth &<< 63
  }

  /// The same for the last bytes of the input; nil when they are no whole event.
  @inline(never)
  private static func readCarefully(
    _ begun: TraceEvent,
    since time: UInt64,
    count: UInt8,
    in batch: RawSpan,
    at offset: Int
  ) -> (event: TraceEvent, end: Int)? {
    var event = begun
    var cursor = ByteCursor(batch)
    cursor.offset = offset + 1
    do {
      event.time = time &+ (try cursor.readVarint())
      if count > 1 { event.argument0 = try cursor.readVarint() }
      if count > 2 { event.argument1 = try cursor.readVarint() }
      if count > 3 { event.argument2 = try cursor.readVarint() }
      if count > 4 { event.argument3 = try cursor.readVarint() }
    } catch {
      // The caller notes where the damage is; what exactly is wrong there says no more.
      return nil
    }
    return (event, cursor.offset)
  }
}
