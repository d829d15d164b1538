// SPDX-License-Identifier: Apache-2.0

/// An event of one of the less frequent types: what happened, when, on which thread, and to whom.
struct TraceEvent {
  /// The number of the event's type.
  var type: UInt8
  /// Clock units.
  var time: UInt64
  /// Position of the thread in the thread table; -1 for what the runtime wrote without a thread.
  var thread: Int
  /// The number that the operating system gave the thread.
  var threadID: UInt64
  /// The arguments behind the time; 0 where the event has fewer.
  var argument0: UInt64 = 0
  var argument1: UInt64 = 0
  var argument2: UInt64 = 0
  var argument3: UInt64 = 0

  /// A cursor's event without its arguments.
  @inline(__always)
  init(_ cursor: EventCursor) {
    type = cursor.type
    time = cursor.time
    thread = cursor.thread
    threadID = cursor.threadID
  }
}
