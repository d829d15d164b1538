// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
package import Evidence

/// Decodes the text form (debug=1) of Go's block and mutex profiles.
///
///     --- contention:
///     cycles/second=2995424262
///     12345678 3 @ 0x4d3cf1 0x4d3cf0
///     #	0x4d3cf0	main.wait+0x50	/src/main.go:38
///
/// The profile has Go's two sample types, contentions and delay in nanoseconds, multiplied with the stated sampling period.
/// Symbols are those of the comment lines. A cut text keeps its whole rows. Source: src/runtime/pprof/pprof.go
/// `writeProfileInternal`, Go 1.21 to 1.27; google/pprof profile/legacy_profile.go `parseContention`.
package enum ContentionTextDecoder {
  private static let headLimit = 4096
  private static let lineLengthLimit = 1 << 16
  private static let rowLimit = 1 << 19

  /// Whether the bytes begin with such a profile's first line.
  package static func recognizes(_ bytes: RawSpan) -> Bool {
    bytes.has("--- contention:", at: 0) || bytes.has("--- mutex:", at: 0) || bytes.has("--- contentionz ", at: 0)
  }

  /// Decodes the profile; throws `unrecognized` for anything else.
  package static func decode(_ bytes: RawSpan) throws(DecodingError) -> Profile {
    guard recognizes(bytes) else {
      throw DecodingError(.unrecognized, at: 0, expected: "a line such as \"--- contention:\"")
    }
    var reader = ContentionTextReader()
    var lines = LineCursor(bytes, lengthLimit: lineLengthLimit)
    while let line = lines.next() { reader.read(bytes.extracting(line), rowLimit: rowLimit) }
    return reader.finish()
  }
}

/// Collects rows and comments, line by line.
private struct ContentionTextReader {
  private var profile = Profile()
  private var stacks = HeapTextStacks()
  private var cyclesPerSecond: Double = 0
  private var period: Int64 = 1
  private var row: (cycles: Int64, count: Int64)?
  private var commented: [UInt32] = []
  private var counted: [UInt32] = []
  private var contentions: [Int64] = []
  private var delays: [Int64] = []
  private var leftOut = 0

  init() {
    for (name, unit) in [("contentions", "count"), ("delay", "nanoseconds")] {
      profile.sampleTypes.append(.init(type: profile.strings.intern(name), unit: profile.strings.intern(unit)))
    }
    profile.periodType = profile.sampleTypes[0]
    profile.period = 1
  }

  mutating func read(_ line: RawSpan, rowLimit: Int) {
    if line.byteCount == 0 { return endRow() }
    if line.byte(at: 0) == UInt8(ascii: "#") {
      if row != nil, commented.count < HeapTextStacks.depthLimit,
        let location = stacks.location(ofComment: line, in: &profile)
      {
        commented.append(location)
      }
      return
    }
    endRow()
    var offset = 0
    if let value = attribute("cycles/second", line) {
      cyclesPerSecond = Double(value)
    } else if let value = attribute("sampling period", line) {
      period = max(1, value)
    } else if let cycles = line.decimal(at: &offset) {
      line.skipSpaces(&offset)
      guard let count = line.decimal(at: &offset) else { return }
      line.skipSpaces(&offset)
      guard line.has("@", at: offset) else { return }
      guard contentions.count < rowLimit else {
        leftOut += 1
        return
      }
      row = (Int64(clamping: cycles), Int64(clamping: count))
      counted = stacks.locations(ofCounters: line.extracting(offset + 1..<line.byteCount), in: &profile)
    }
  }

  /// The number of a line `name=number` or `name = number`.
  private func attribute(_ name: String, _ line: RawSpan) -> Int64? {
    let text = line.text
    guard text.hasPrefix(name) else { return nil }
    let rest = text.dropFirst(name.count).drop { $0 == " " }
    guard rest.first == "=" else { return nil }
    return Int64(rest.dropFirst().drop { $0 == " " })
  }

  private mutating func endRow() {
    guard let row else { return }
    self.row = nil
    let stack = commented.isEmpty ? counted : commented
    profile.samples.stacks.append(profile.stacks.intern(stack[...]))
    profile.samples.labelSets.append(0)
    contentions.append(row.count.multipliedReportingOverflow(by: period).partialValue)
    let scale = cyclesPerSecond > 0 ? 1e9 / cyclesPerSecond : 1
    let delay = Double(row.cycles) * Double(period) * scale
    delays.append(delay < 9.2e18 ? Int64(delay) : .max)
    commented.removeAll(keepingCapacity: true)
    counted.removeAll(keepingCapacity: true)
  }

  mutating func finish() -> Profile {
    endRow()
    profile.samples.values = contentions + delays
    if leftOut > 0 { profile.gaps.append("the profile has too many rows: \(leftOut) of them were left out") }
    return profile
  }
}
