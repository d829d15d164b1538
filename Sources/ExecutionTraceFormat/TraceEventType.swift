// SPDX-License-Identifier: Apache-2.0

/// The event types of the second trace format, by their number in the file.
///
/// Source: src/internal/trace/tracev2/events.go of Go 1.27; 1 to 44 are of Go 1.22, 45 to 49 of 1.23, 50 and 51 of 1.25,
/// 52 of 1.26. Every timed event is its number and then varints, the first of which is the time since the event before it
/// in the same batch: who knows their count can pass over an event without knowing what it means.
enum TraceEventType {
  static let eventBatch: UInt8 = 1
  static let stacks: UInt8 = 2
  static let stack: UInt8 = 3
  static let strings: UInt8 = 4
  static let string: UInt8 = 5
  static let cpuSamples: UInt8 = 6
  static let frequency: UInt8 = 8
  static let procStart: UInt8 = 10
  static let procStop: UInt8 = 11
  static let procSteal: UInt8 = 12
  static let procStatus: UInt8 = 13
  static let goCreate: UInt8 = 14
  static let goCreateSyscall: UInt8 = 15
  static let goStart: UInt8 = 16
  static let goDestroy: UInt8 = 17
  static let goDestroySyscall: UInt8 = 18
  static let goStop: UInt8 = 19
  static let goBlock: UInt8 = 20
  static let goUnblock: UInt8 = 21
  static let goSyscallBegin: UInt8 = 22
  static let goSyscallEnd: UInt8 = 23
  static let goSyscallEndBlocked: UInt8 = 24
  static let goStatus: UInt8 = 25
  static let gcActive: UInt8 = 28
  static let gcBegin: UInt8 = 29
  static let gcEnd: UInt8 = 30
  static let heapAlloc: UInt8 = 37
  static let goSwitch: UInt8 = 45
  static let goSwitchDestroy: UInt8 = 46
  static let goCreateBlocked: UInt8 = 47
  static let goStatusStack: UInt8 = 48
  static let experimentalBatch: UInt8 = 49
  static let sync: UInt8 = 50
  static let clockSnapshot: UInt8 = 51
  static let endOfGeneration: UInt8 = 52

  /// How many varints follow the number of a timed event; 0 for every number that is none.
  static let argumentCounts: [UInt8] = {
    var counts = [UInt8](repeating: 0, count: 256)
    // 9 to 48 in order, then the AllocFree experiment from 128 on.
    let timed: [UInt8] = [
      3, 3, 1, 4, 3, 4, 2, 3, 1, 1, 3, 3, 4, 3, 1, 1, 4, 3, 1, 2,
      3, 2, 2, 2, 3, 2, 2, 1, 2, 2, 2, 5, 3, 4, 4, 5, 3, 3, 4, 5,
    ]
    for (index, count) in timed.enumerated() { counts[9 + index] = count }
    for (index, count) in ([4, 4, 2, 3, 3, 2, 3, 3, 2] as [UInt8]).enumerated() { counts[128 + index] = count }
    return counts
  }()

  /// Limits of the format: what passes them is not written by Go.
  static let batchByteLimit = 64 << 10
  static let frameLimit = 128
  static let stringByteLimit = 64 << 10
}
