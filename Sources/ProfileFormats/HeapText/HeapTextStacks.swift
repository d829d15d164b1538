// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Turns the program counters and comment lines of heap rows into interned locations of a profile.
///
/// Go prints one comment line a call, inlined ones too, so each becomes a location of its own with one line. Without
/// comments (other producers) the row's own counters become locations without lines, lowered by one as pprof lowers
/// return addresses. Equal comment lines are read once.
struct HeapTextStacks {
  /// Different comment lines and counters; more than any program has.
  private static let limit = 1 << 19
  private static let byteLimit = 1 << 26
  /// Frames of one stack: Go prints at most 1,024 (GODEBUG profstackdepth).
  static let depthLimit = 1024

  /// Texts of comment lines and counters already read; equal position means equal location.
  private var texts = ByteInterner(stringLimit: limit, byteLimit: byteLimit)
  private var functions: [FunctionKey: UInt32] = [:]
  /// Whether locations were left out because there were too many.
  private(set) var isFull = false

  private struct FunctionKey: Hashable {
    var name: StringID
    var file: StringID
  }

  /// The location of a comment line `#\t0xPC\tFUNCTION+0xOFFSET\tFILE:LINE`; nil for other comments.
  mutating func location(ofComment line: RawSpan, in profile: inout Profile) -> UInt32? {
    var offset = 2
    guard line.has("#\t0x", at: 0), let address = line.prefixedHexadecimal(at: &offset) else { return nil }
    guard let index = intern(line, in: profile) else { return nil }
    if index < profile.locations.count { return UInt32(index) }
    if let call = HeapTextCall(line, from: offset) {
      let name = profile.strings.intern(line.extracting(call.function).asBytes)
      let file = profile.strings.intern(line.extracting(call.file).asBytes)
      let function = function(FunctionKey(name: name, file: file), in: &profile)
      profile.locations.appendLine(function: function, number: call.line, column: 0)
    }
    profile.locations.append(address: address)
    return UInt32(index)
  }

  /// The locations of the counters behind a row's "@".
  mutating func locations(ofCounters line: RawSpan, in profile: inout Profile) -> [UInt32] {
    var locations: [UInt32] = []
    var offset = 0
    while locations.count < Self.depthLimit {
      line.skipSpaces(&offset)
      let start = offset
      guard let counter = line.prefixedHexadecimal(at: &offset) else { break }
      guard let index = intern(line.extracting(start..<offset), in: profile) else { break }
      if index == profile.locations.count { profile.locations.append(address: counter &- 1) }
      locations.append(UInt32(index))
    }
    return locations
  }

  /// Every new text makes a location at once, so positions in both tables are the same.
  private mutating func intern(_ text: RawSpan, in profile: Profile) -> Int? {
    guard let index = texts.intern(text) else {
      isFull = true
      return nil
    }
    return index
  }

  private mutating func function(_ key: FunctionKey, in profile: inout Profile) -> UInt32 {
    if let known = functions[key] { return known }
    let index = UInt32(profile.functions.count)
    profile.functions.append(name: key.name, systemName: key.name, file: key.file, startLine: 0)
    functions[key] = index
    return index
  }
}

/// Where function, file and line stand in a comment line.
struct HeapTextCall {
  var function: Range<Int>
  var file: Range<Int>
  var line: Int64

  /// Reads what follows the counter, columns divided by any number of tabs; nil when nothing does.
  init?(_ text: RawSpan, from start: Int) {
    let end = text.byteCount
    var nameStart = start
    while nameStart < end, text.byte(at: nameStart) == 0x09 { nameStart += 1 }
    let nameEnd = text.firstOffset(of: 0x09, in: nameStart..<end)
    guard nameStart > start, let plus = text.lastOffset(of: 0x2b, in: nameStart..<nameEnd) else { return nil }
    var fileStart = nameEnd
    while fileStart < end, text.byte(at: fileStart) == 0x09 { fileStart += 1 }
    guard let colon = text.lastOffset(of: 0x3a, in: fileStart..<end) else { return nil }
    var offset = colon + 1
    guard let line = text.decimal(at: &offset), offset == end else { return nil }
    function = nameStart..<plus
    file = fileStart..<colon
    self.line = Int64(clamping: line)
  }
}
