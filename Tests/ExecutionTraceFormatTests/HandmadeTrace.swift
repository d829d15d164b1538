// SPDX-License-Identifier: Apache-2.0

/// Writes traces of a few events, for cases that no program can be made to record.
struct HandmadeTrace {
  private(set) var bytes: [UInt8]
  private let version: Int

  init(version: Int = 26, header: Bool = true) {
    self.version = version
    bytes = header ? Array("go 1.\(version) trace\0\0\0".utf8) : []
  }

  /// Adds a batch with these bytes as its payload.
  mutating func batch(generation: UInt64, thread: UInt64, time: UInt64 = 1000, events: [UInt8]) {
    bytes.append(1)
    for value in [generation, thread, time, UInt64(events.count)] { bytes += Self.varint(value) }
    bytes += events
  }

  /// Adds empty tables, the clock and the end.
  mutating func endGeneration(_ generation: UInt64, strings: [UInt8] = [], stacks: [UInt8] = []) {
    let none = UInt64.max
    batch(generation: generation, thread: none, events: [2] + stacks)
    batch(generation: generation, thread: none, events: [4] + strings)
    if version < 25 {
      batch(generation: generation, thread: none, events: [8] + Self.varint(15_625_000))
    } else {
      batch(generation: generation, thread: none, events: [50, 8] + Self.varint(15_625_000))
    }
    if version >= 26 { bytes.append(52) }
  }

  static func varint(_ value: UInt64) -> [UInt8] {
    var rest = value
    var result: [UInt8] = []
    while rest >= 0x80 {
      result.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return result + [UInt8(rest)]
  }

  /// Offset behind the end of the first generation of a trace of Go 1.26 or later.
  static func endOfFirstGeneration(_ bytes: [UInt8]) -> Int? {
    var offset = 16
    func number() -> Int {
      var value = 0
      var shift = 0
      while offset < bytes.count {
        let byte = bytes[offset]
        offset += 1
        if shift < 63 { value |= Int(byte & 0x7f) << shift }
        shift += 7
        if byte < 0x80 { break }
      }
      return value
    }
    while offset < bytes.count {
      if bytes[offset] == 52 { return offset + 1 }
      offset += 1
      for _ in 0..<3 { _ = number() }
      let length = number()
      offset += length
    }
    return nil
  }
}
