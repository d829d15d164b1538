// SPDX-License-Identifier: Apache-2.0

import CZlib

/// Inflates gzip piece by piece in bounded memory, and saves what a damaged input still holds.
///
/// For inputs too large to hold inflated (a compressed dump of a million goroutines), and for members that libdeflate
/// refuses. Members follow one another as in `gzip -d`; zero padding after the last is allowed. Source: RFC 1952 and
/// zlib's zlib.h.
package enum GzipStream {
  /// How many inflated bytes a chunk holds at most.
  package static let chunkByteCount = 256 << 10

  private static let memberLimit = 1 << 16

  /// The first inflated bytes, at least `count` where there are so many; empty when nothing can be inflated.
  package static func head(of input: RawSpan, count: Int) -> [UInt8] {
    var head: [UInt8] = []
    do {
      _ = try inflate(input, limit: .max) { (chunk: RawSpan) throws(DecodingError) in
        head.append(copying: chunk)
        if head.count >= count { throw DecodingError(.limitExceeded, at: 0, expected: "no more") }
      }
    } catch {
      // What has come is enough, or is all that can be had.
    }
    return head
  }

  /// The magic number of a gzip member with the only method there is, deflate.
  package static func isGzip(_ bytes: RawSpan) -> Bool {
    let bytes = bytes.asBytes
    return bytes.count >= 3 && bytes[0] == 0x1f && bytes[1] == 0x8b && bytes[2] == 8
  }

  /// What is known when the input is used up.
  package struct Summary: Hashable, Sendable {
    /// How many inflated bytes were handed on.
    package var byteCount = 0
    /// Where in the inflated bytes each whole member ended, in order; of more than 65,536 members the first.
    package var memberEnds: [Int] = []
    /// What is missing, each as a sentence without a full stop; empty when the input was sound.
    package var gaps: [String] = []
  }

  /// Hands the inflated bytes to `body`, at most `chunkByteCount` at a time.
  ///
  /// A cut or corrupt member ends the stream with a gap in the summary, after all that could be inflated was handed on:
  /// then the last bytes may be wrong, since the checksum that would tell comes after them. Throws `unrecognized` when
  /// the input does not begin as gzip, `limitExceeded` as soon as more than `limit` bytes come out, and what `body`
  /// throws. Memory: one chunk and zlib's 40 KiB.
  package static func inflate(
    _ input: RawSpan,
    limit: Int = 1 << 30,
    _ body: (RawSpan) throws(DecodingError) -> Void
  ) throws(DecodingError) -> Summary {
    guard isGzip(input) else {
      throw DecodingError(.unrecognized, at: 0, expected: "a gzip header (1f 8b 08)")
    }
    var inflater = MemberInflater()
    var chunk = [UInt8](repeating: 0, count: chunkByteCount)
    var summary = Summary()
    var offset = 0
    while true {
      let (produced, outcome) = inflater.step(input, from: &offset, into: &chunk)
      if produced > limit - summary.byteCount {
        throw DecodingError(.limitExceeded, at: offset, expected: "at most \(limit) inflated bytes")
      }
      if produced > 0 {
        summary.byteCount += produced
        try body(chunk.rawBytes.extracting(first: produced))
      }
      switch outcome {
      case .more:
        continue
      case .memberEnded:
        if summary.memberEnds.count < memberLimit { summary.memberEnds.append(summary.byteCount) }
        guard let next = nextMember(in: input, after: offset, gaps: &summary.gaps) else { return summary }
        offset = next
        inflater.reset()
      case .cut:
        summary.gaps.append("gzip data cut at byte \(input.byteCount): what precedes was used")
        return summary
      case .corrupt(let message):
        summary.gaps.append("gzip data corrupt at byte \(offset) (\(message)): what precedes was used")
        return summary
      }
    }
  }

  /// Where the next member begins; nil at the end of the input.
  ///
  /// Zeros are padding (tapes, `dd`). Anything else is not ours: gzip warns about it and ignores it too.
  private static func nextMember(in input: RawSpan, after offset: Int, gaps: inout [String]) -> Int? {
    let bytes = input.asBytes
    var next = offset
    while next < bytes.count, bytes[next] == 0 { next += 1 }
    if next == bytes.count { return nil }
    if isGzip(input.extracting(next..<input.byteCount)) { return next }
    gaps.append("\(bytes.count - next) bytes after the gzip data, from byte \(next) on, were left out")
    return nil
  }
}

/// One zlib inflater for gzip members, one after another.
@safe
private struct MemberInflater: ~Copyable {
  enum Outcome {
    /// The output is full or the input has more.
    case more
    case memberEnded
    case cut
    case corrupt(String)
  }

  /// On the heap because zlib keeps its address and checks it.
  private let stream: UnsafeMutablePointer<z_stream>

  init() {
    unsafe stream = .allocate(capacity: 1)
    // All zero is zlib's documented initial state: default allocators, no input, no output.
    unsafe stream.initialize(to: z_stream())
    // 15 + 16: the largest window, and gzip headers and trailers are checked.
    let status = unsafe stanch_inflate_init(stream, 15 + 16)
    precondition(status == Z_OK, "zlib could not start: out of memory or a library of another version")
  }

  deinit {
    // Initialized above, ended and freed only here.
    _ = unsafe inflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  /// Makes ready for the next member.
  mutating func reset() { _ = unsafe inflateReset(stream) }

  /// Inflates from `offset` on until the output is full, the member ends or the input does.
  mutating func step(
    _ input: RawSpan,
    from offset: inout Int,
    into output: inout [UInt8]
  ) -> (produced: Int, outcome: Outcome) {
    // zlib counts in 32 bits, so huge inputs are handed over a gigabyte at a time.
    let available = min(input.byteCount - offset, 1 << 30)
    let capacity = output.count
    let start = offset
    // Both pointers are valid inside their closures only, and zlib is given both anew on every call. It does not write
    // to `next_in`, whose type is mutable for old compilers' sake.
    let status = unsafe input.withUnsafeBytes { bytes in
      unsafe output.withUnsafeMutableBufferPointer { buffer in
        let base = unsafe bytes.baseAddress.map { unsafe $0 + start }
        unsafe stream.pointee.next_in = unsafe UnsafeMutableRawPointer(mutating: base)?
          .assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_in = UInt32(available)
        unsafe stream.pointee.next_out = buffer.baseAddress
        unsafe stream.pointee.avail_out = UInt32(capacity)
        return unsafe CZlib.inflate(stream, Z_NO_FLUSH)
      }
    }
    offset += available - Int(unsafe stream.pointee.avail_in)
    let produced = capacity - Int(unsafe stream.pointee.avail_out)
    switch status {
    case Z_STREAM_END: return (produced, .memberEnded)
    case Z_OK where offset < input.byteCount || produced == capacity: return (produced, .more)
    case Z_OK, Z_BUF_ERROR: return (produced, .cut)
    default:
      // zlib's messages are static strings.
      let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "zlib error \(status)"
      return (produced, .corrupt(message))
    }
  }
}
