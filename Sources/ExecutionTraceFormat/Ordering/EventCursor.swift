// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// A position in the events of one thread in a generation.
///
/// Reads of an event what its turn depends on, the type and the time; its arguments are read when it is tried.
struct EventCursor: BitwiseCopyable {
  /// What moving on found.
  enum Reading {
    case event, end, damaged
  }

  /// Where the event begins, in a batch that ends at `end`; where the next one does once it happened.
  var offset = 0
  private(set) var end = 0
  /// Where the event's arguments begin, behind its time.
  private(set) var arguments = 0
  /// The event's time in clock units.
  private(set) var time: UInt64 = 0
  /// Position of the thread in the thread table; -1 for what the runtime wrote without a thread.
  let thread: Int
  /// The number that the operating system gave the thread.
  let threadID: UInt64
  private var nextBatch: Int32
  /// The number of the event's type; 0 before the first.
  private(set) var type: UInt8 = 0

  /// A cursor in front of a thread's first event.
  init(thread: Int, chain: TraceGeneration.ThreadChain) {
    self.thread = thread
    threadID = chain.thread
    nextBatch = chain.first
  }

  /// Reads type and time of the thread's next event.
  ///
  /// `damaged` when the bytes there are no event: then nothing more of the thread can be read.
  @inline(__always)
  mutating func advance(in bytes: RawSpan, batches: borrowing Column<TraceGeneration.Batch>) -> Reading {
    while offset >= end {
      guard nextBatch >= 0 else { return .end }
      let batch = batches[Int(nextBatch)]
      offset = batch.start
      end = batch.end
      time = batch.time
      nextBatch = batch.next
    }
    type = bytes.byte(at: offset)
    var position = offset &+ 1
    time = time &+ bytes.varint(at: &position)
    arguments = position
    return position <= end ? .event : .damaged
  }
}
