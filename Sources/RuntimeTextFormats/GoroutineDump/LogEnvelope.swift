// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Takes text out of the envelopes of container runtimes, and joins lines that they split.
///
/// Recognised: JSON objects, one a line (`{"log":"...\n","stream":"stderr",...}` of Docker and of structured loggers),
/// and the CRI format (`2024-01-02T03:04:05.6Z stderr F text`, P for a part of a line). Both runtimes split lines at
/// 16 KiB. Joined text is bounded; what passes the bound is handed out in pieces.
struct LogEnvelope {
  static let joinLimit = 1 << 20
  private var parts: [UInt8] = []
  private var otherParts: [UInt8] = []

  /// What a line turned out to be.
  enum Content {
    /// Not an envelope: the line itself is the text.
    case bare
    /// A part of a line whose end has not come yet.
    case part
    /// Whole lines, divided by "\n".
    case text([UInt8])
  }

  /// Opens the envelope of a line.
  mutating func open(_ line: RawSpan) -> Content {
    guard line.byteCount > 1 else { return .bare }
    if line.byte(at: 0) == 0x7b {
      guard let message = JSONLogLine.message(line) else { return .bare }
      let isPart = JSONLogLine.isDocker(line) && message.last != 0x0a
      return Self.join(message, isPart: isPart, to: &parts)
    }
    guard line.byte(at: 0) &- 0x30 < 10, let record = CRILogLine(line) else { return .bare }
    var text: [UInt8] = []
    for offset in record.text { text.append(line.byte(at: offset)) }
    return record.isError
      ? Self.join(text, isPart: record.isPart, to: &parts) : Self.join(text, isPart: record.isPart, to: &otherParts)
  }

  /// Text of a line that was still being joined at the end of the input.
  mutating func flush() -> [UInt8]? {
    defer { parts = [] }
    return parts.isEmpty ? nil : parts
  }

  private static func join(_ text: [UInt8], isPart: Bool, to parts: inout [UInt8]) -> Content {
    if !isPart, parts.isEmpty { return .text(text) }
    parts.append(contentsOf: text)
    if isPart, parts.count < joinLimit { return .part }
    defer { parts = [] }
    return .text(parts)
  }
}

/// A line in the format that Kubernetes' container runtimes write.
struct CRILogLine {
  var text: Range<Int>
  var isPart: Bool
  var isError: Bool

  /// Reads the line; nil when it has another form.
  init?(_ line: RawSpan) {
    let space = line.firstOffset(of: 0x20, in: 0..<min(line.byteCount, 48))
    guard space > 19, line.has("-", at: 4), line.has("T", at: 10) else { return nil }
    isError = line.has(" stderr ", at: space)
    guard isError || line.has(" stdout ", at: space), line.byteCount >= space + 9 else { return nil }
    let tag = line.byte(at: space + 8)
    guard tag == UInt8(ascii: "F") || tag == UInt8(ascii: "P") else { return nil }
    isPart = tag == UInt8(ascii: "P")
    text = min(line.byteCount, space + 10)..<line.byteCount
  }
}
