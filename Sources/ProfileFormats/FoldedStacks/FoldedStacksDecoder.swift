// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
package import Evidence

/// Decodes folded stacks: a line for each stack, names from the root with semicolons between them, a space, a number.
///
///     main.main;main.serve;main.alloc 4096
///
/// The profile has one sample type, `samples` in `count`; functions have names alone. Source: FlameGraph's stackcollapse
/// scripts; speedscope and inferno read and write the same.
package enum FoldedStacksDecoder {
  private static let lineLengthLimit = 1 << 20
  private static let depthLimit = 10_000
  /// Lines that must look right before bytes are taken for folded stacks: any text has a line that ends in a number.
  private static let headLineCount = 20

  /// Whether all of the first lines are stacks and one of them has two frames.
  package static func recognizes(_ bytes: RawSpan) -> Bool {
    var lines = LineCursor(bytes, lengthLimit: lineLengthLimit)
    var count = 0
    var hasCall = false
    while count < headLineCount, let line = lines.next() {
      if line.isEmpty { continue }
      let text = bytes.extracting(line)
      guard let end = nameEnd(text) else { return false }
      if text.firstOffset(of: UInt8(ascii: ";"), in: 0..<end) < end { hasCall = true }
      count += 1
    }
    return hasCall
  }

  /// Decodes the stacks; throws `malformed` at the first line that is none.
  package static func decode(_ bytes: RawSpan) throws(DecodingError) -> Profile {
    var profile = Profile()
    profile.sampleTypes = [
      .init(type: profile.strings.intern("samples"), unit: profile.strings.intern("count"))
    ]
    var locations: [StringID: UInt32] = [:]
    var lines = LineCursor(bytes, lengthLimit: lineLengthLimit)
    while let line = lines.next() {
      if line.isEmpty { continue }
      let text = bytes.extracting(line)
      var offset = 0
      guard let end = nameEnd(text) else {
        throw DecodingError(.malformed, at: line.lowerBound, expected: "a stack, a space and a number")
      }
      offset = end + 1
      let isNegative = text.has("-", at: offset)
      if isNegative { offset += 1 }
      let value = Int64(clamping: text.decimal(at: &offset) ?? 0)
      var run: [UInt32] = []
      var start = 0
      while start <= end, run.count < depthLimit {
        let stop = min(end, text.firstOffset(of: UInt8(ascii: ";"), in: start..<end))
        let name = profile.strings.intern(text.extracting(start..<stop).asBytes)
        if let known = locations[name] {
          run.append(known)
        } else {
          let made = UInt32(profile.locations.count)
          profile.functions.append(name: name, systemName: name, file: .empty, startLine: 0)
          profile.locations.appendLine(function: UInt32(profile.functions.count - 1), number: 0, column: 0)
          profile.locations.append(address: 0)
          locations[name] = made
          run.append(made)
        }
        start = stop + 1
      }
      run.reverse()
      profile.samples.stacks.append(profile.stacks.intern(run[...]))
      profile.samples.labelSets.append(0)
      profile.samples.values.append(isNegative ? -value : value)
    }
    guard profile.samples.count > 0 else {
      throw DecodingError(.unrecognized, at: 0, expected: "a stack, a space and a number")
    }
    return profile
  }

  /// Where the names of a line end; nil when it does not end in a number behind a space.
  private static func nameEnd(_ line: RawSpan) -> Int? {
    guard let space = line.lastOffset(of: UInt8(ascii: " "), in: 0..<line.byteCount), space > 0 else { return nil }
    var offset = space + 1
    if line.has("-", at: offset) { offset += 1 }
    guard line.decimal(at: &offset) != nil, offset == line.byteCount else { return nil }
    return space
  }
}
