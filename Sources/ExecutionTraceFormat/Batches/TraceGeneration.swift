// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Where the parts of one generation lie in the bytes: the event batches, chained by thread, and its clock.
///
/// A generation is about one second of the trace and complete in itself: identifiers of strings and stacks mean nothing
/// outside of it, and every live goroutine is mentioned in it. Batches of one thread follow each other in the order of
/// the file; batches of different threads mix. The columns are used again for the next generation.
struct TraceGeneration: ~Copyable {
  /// One batch of events.
  struct Batch: BitwiseCopyable {
    /// Where its events lie.
    var start: Int
    var end: Int
    /// The clock that the first event's time counts from.
    var time: UInt64
    /// The thread's next batch; -1 for its last.
    var next: Int32
  }

  /// One thread with events.
  struct ThreadChain: BitwiseCopyable {
    /// The number that the operating system gave it; `noThread` for what the runtime wrote without one.
    var thread: UInt64
    var first: Int32
    var last: Int32
  }

  /// Stands for no thread where the format wants one.
  static let noThread = UInt64.max
  /// More batches than any machine fills in a second; what is beyond is not read.
  static let batchLimit = 1 << 20

  var number: UInt64 = 0
  var start = 0
  var end = 0
  var batches = Column<Batch>()
  var threads = Column<ThreadChain>()
  private var chainOfThread = IdentifierMap()
  /// The smallest time of any batch.
  var earliest = UInt64.max
  /// Clock units a second, as the generation tells.
  var frequency: UInt64?
  /// A moment in clock units and in seconds since 1970.
  var clock: (units: UInt64, seconds: Double)?
  /// Whether the end of the generation was seen, its tables included.
  var isWhole = false

  /// Empties the columns for the generation that begins at an offset.
  mutating func begin(at offset: Int) {
    number = 0
    start = offset
    end = offset
    batches.removeAll()
    threads.removeAll()
    chainOfThread.removeAll()
    earliest = .max
    frequency = nil
    clock = nil
    isWhole = false
  }

  /// Adds a batch of events; false when there are too many.
  mutating func append(thread: UInt64, time: UInt64, events: Range<Int>) -> Bool {
    guard batches.count < Self.batchLimit else { return false }
    let index = Int32(batches.count)
    batches.append(Batch(start: events.lowerBound, end: events.upperBound, time: time, next: -1))
    let chain = chainOfThread.position(of: thread)
    if chain < 0 {
      chainOfThread.insert(thread, position: threads.count)
      threads.append(ThreadChain(thread: thread, first: index, last: index))
    } else {
      batches[Int(threads[chain].last)].next = index
      threads[chain].last = index
    }
    return true
  }
}
