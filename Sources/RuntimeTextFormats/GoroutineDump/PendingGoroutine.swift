// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// The goroutine whose lines are being read: scratch space that is reused for every goroutine.
struct PendingGoroutine {
  /// More frames than this are dropped and count as elided; the runtime prints about 100.
  static let frameLimit = 512
  static let exemplarFrameLimit = 16
  static let exemplarArgumentLimit = 8

  var id: UInt64 = 0
  /// Index into `GoroutineState.allCases`.
  var state: UInt8 = 0
  var isLeaked = false
  var isLockedToThread = false
  var minutes: Int?
  /// Handles of the `key: value` pairs of its labels.
  var labels: [UInt32] = []
  /// Frames as indices of the snapshot's table, leaf first.
  var frames: [UInt32] = []
  var creator = UInt32.max
  var creatorID: UInt64?
  var isElided = false
  var standing = GoroutineGroupTable.Standing.traced
  var primitive: UInt64?
  var sleep: Int64?
  var isReader = false
  var isWriter = false
  /// Whether its frames' arguments are kept: it waits for a lock.
  var keepsArguments = false
  private var arguments: [UInt64] = []
  private var argumentEnds: [Int] = []

  /// Makes it a new goroutine with nothing known but its header.
  mutating func start(_ header: GoroutineHeader, state: UInt8) {
    id = header.id
    self.state = state
    isLeaked = header.isLeaked
    isLockedToThread = header.isLockedToThread
    minutes = header.minutes
    labels.removeAll(keepingCapacity: true)
    frames.removeAll(keepingCapacity: true)
    creator = .max
    creatorID = nil
    isElided = false
    standing = .traced
    primitive = nil
    sleep = nil
    isReader = false
    isWriter = false
    keepsArguments = Self.waitsForLock[Int(state)]
    arguments.removeAll(keepingCapacity: true)
    argumentEnds.removeAll(keepingCapacity: true)
  }

  /// Takes in what the arguments of a function line tell.
  mutating func readArguments(_ line: RawSpan, open: Int, telling: TellingFunction) {
    var words = FrameArguments(line, open: open)
    switch telling {
    case .none: break
    case .primitive: primitive = words.exact(at: 0)
    case .outerPrimitive: if primitive == nil { primitive = words.exact(at: 0) }
    case .sleep: sleep = words.exact(at: 0).map { Int64(truncatingIfNeeded: $0) }
    case .poll:
      let mode = words.exact(at: 1)
      isReader = mode == 0x72
      isWriter = mode == 0x77
    }
    if keepsArguments, argumentEnds.count < Self.exemplarFrameLimit {
      var row = FrameArguments(line, open: open)
      var count = 0
      while count < Self.exemplarArgumentLimit, let word = row.next() {
        if let value = word.value { arguments.append(value) }
        count += 1
      }
      argumentEnds.append(arguments.count)
    }
  }

  /// The goroutine as an example of its group.
  var exemplar: GoroutineExemplar {
    var start = 0
    let rows = argumentEnds.map { end in
      defer { start = end }
      return Array(arguments[start..<end])
    }
    return GoroutineExemplar(id: id, primitive: primitive, arguments: rows)
  }

  private static let waitsForLock = GoroutineState.allCases.map {
    switch $0 {
    case .mutexLock, .rwMutexLock, .rwMutexRLock, .semacquire, .waitGroupWait, .condWait: true
    default: false
    }
  }
}
