// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import RuntimeTextFormats

/// Decodes a goroutine dump that comes in pieces and is too large to be held whole.
struct DumpStream {
  private var decoder = GoroutineDumpDecoder()
  /// What the decoder was shown and is not done with.
  private var rest: [UInt8] = []
  /// Whether the input is a dump; nil while too little of it has come.
  private(set) var isDump: Bool?

  /// How much of the beginning must show a goroutine.
  private static let headLimit = 1 << 20

  /// Takes the next piece.
  mutating func consume(_ piece: RawSpan) {
    if isDump == false { return }
    // A piece may be a whole file that is mapped: it is taken in parts, so that only parts are copied.
    var start = 0
    while start < piece.byteCount {
      let end = min(piece.byteCount, start + GzipStream.chunkByteCount)
      rest.append(copying: piece.extracting(start..<end))
      start = end
      if isDump == nil, !decide() { continue }
      let shown = rest
      rest = Array(shown[decoder.consume(shown.rawBytes, isLast: false)...])
    }
  }

  /// Whether the input is a dump and can be read; the beginning decides, when enough of it has come.
  private mutating func decide() -> Bool {
    if GoroutineDumpDecoder.recognizes(rest.rawBytes) {
      isDump = true
      return true
    }
    if rest.count >= Self.headLimit {
      isDump = false
      rest = []
    }
    return false
  }

  /// The dumps; nil when the input did not begin as one.
  mutating func finish() -> EvidenceReader.Pieces? {
    guard isDump == true else { return nil }
    let shown = rest
    _ = decoder.consume(shown.rawBytes, isLast: true)
    do {
      let items = try decoder.finish().map { EvidenceItem.goroutines($0) }
      let isMixed = decoder.hasMetOtherText
      return (items, isMixed ? ["text between the goroutines was not looked at: the input is too large"] : [])
    } catch {
      // What looked like a goroutine was none.
      return nil
    }
  }
}
