// SPDX-License-Identifier: Apache-2.0

/// One event: what happened, when, on which thread, and to whom.
///
/// Made anew for each event and handed on as a constant: the optimizer keeps its parts in registers, where a cursor that is
/// changed in place would be copied through memory each time.
struct TraceEvent {
  /// The number of the event's type; 0 before the first.
  var type: UInt8 = 0
  /// Clock units.
  var time: UInt64 = 0
  /// Position of the thread in the thread table; -1 for what the runtime wrote without a thread.
  var thread: Int
  /// The number that the operating system gave the thread.
  var threadID: UInt64
  /// The arguments behind the time; 0 where the event has fewer.
  var argument0: UInt64 = 0
  var argument1: UInt64 = 0
  var argument2: UInt64 = 0
  var argument3: UInt64 = 0

  init(thread: Int, threadID: UInt64) {
    self.thread = thread
    self.threadID = threadID
  }
}
