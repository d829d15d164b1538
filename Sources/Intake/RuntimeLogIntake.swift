// SPDX-License-Identifier: Apache-2.0

package import Evidence

import ByteDecoding
import RuntimeTextFormats

/// Reads the trace lines of the runtime out of logs of any size, step by step, in bounded memory.
///
/// Logs are read one after another, as the parts of a rotated log are; gzip is inflated on the way. With `follows` the last
/// one is read on as it grows (`FollowedFile`), until the owner stops asking. Standard input ends when its writer does.
package struct RuntimeLogIntake: ~Copyable {
  /// Where a log comes from.
  package enum Source: Hashable, Sendable {
    case file(String)
    case standardInput
  }

  /// What a step came to.
  package enum Progress: Hashable, Sendable {
    case read
    /// Nothing is there now; ask again in a while.
    case waiting
    case finished
  }

  /// Read at once.
  private static let pieceByteCount = 1 << 20
  /// A compressed log may inflate to so much; memory does not grow with it.
  private static let inflatedLimit = 1 << 42

  private var sources: ArraySlice<Source>
  private let follows: Bool
  private var reader = RuntimeTraceReader()
  private var stream: ByteStream?
  private var followed: FollowedFile?
  /// Bytes read and not yet taken by the reader.
  private var bytes: [UInt8] = []
  private var isAtBeginning = true
  private var inflationGaps: [String] = []
  /// Bytes of all logs so far, inflated.
  package private(set) var byteCount = 0

  package init(_ sources: [Source], follows: Bool = false) {
    self.sources = sources[...]
    self.follows = follows
  }

  /// What is missing, as sentences.
  package var gaps: [String] { inflationGaps + reader.gaps }

  /// Reads a piece and hands out what it says, in the order of the log.
  package mutating func step(_ body: (RuntimeLogEntry) -> Void) throws(IntakeError) -> Progress {
    do throws(FileError) {
      if followed != nil { return try stepFollowed(body) }
      if stream != nil { return try stepStream(body) }
      guard let source = sources.popFirst() else { return .finished }
      switch source {
      case .standardInput:
        stream = ByteStream()
      case .file(let path) where follows && sources.isEmpty:
        followed = FollowedFile(path: path)
      case .file(let path):
        if try Self.isGzip(path) {
          try inflate(path, body)
        } else {
          stream = try ByteStream(path: path)
        }
      }
      isAtBeginning = true
      return .read
    } catch {
      throw IntakeError("\(error)", remedy: "check the path and its permissions")
    }
  }

  private mutating func stepStream(_ body: (RuntimeLogEntry) -> Void) throws(FileError) -> Progress {
    switch try stream?.read(into: &bytes, atMost: Self.pieceByteCount) {
    case .bytes(let count):
      byteCount += count
      if isAtBeginning, GzipStream.isGzip(bytes.rawBytes) {
        inflationGaps.append("standard input is compressed: inflate it first, as with zcat")
      }
      isAtBeginning = false
      take(isLast: false, body)
      return .read
    case .nothing:
      return .waiting
    case .end, nil:
      take(isLast: true, body)
      stream = nil
      return .read
    }
  }

  private mutating func stepFollowed(_ body: (RuntimeLogEntry) -> Void) throws(FileError) -> Progress {
    switch try followed?.read(into: &bytes, atMost: Self.pieceByteCount) {
    case .bytes(let count):
      byteCount += count
      take(isLast: false, body)
      return .read
    case .began:
      take(isLast: true, body)
      return .read
    case .nothing, nil:
      return .waiting
    }
  }

  /// Ends a log that is being followed: an unfinished last line is read as it is.
  package mutating func finish(_ body: (RuntimeLogEntry) -> Void) {
    take(isLast: true, body)
  }

  private mutating func take(isLast: Bool, _ body: (RuntimeLogEntry) -> Void) {
    var pending: [UInt8] = []
    swap(&pending, &bytes)
    let done = reader.consume(pending.rawBytes, isLast: isLast, body)
    pending.removeFirst(done)
    bytes = pending
  }

  private static func isGzip(_ path: String) throws(FileError) -> Bool {
    var start: [UInt8] = []
    var file = try ByteStream(path: path)
    // A pipe has no beginning that could be read twice.
    guard try file.isRegular() else { return false }
    _ = try file.read(into: &start, atMost: 3)
    return GzipStream.isGzip(start.rawBytes)
  }

  private mutating func inflate(_ path: String, _ body: (RuntimeLogEntry) -> Void) throws(FileError) {
    let file = try MappedFile(path: path)
    do throws(DecodingError) {
      var rest = bytes
      var log = reader
      var count = 0
      let summary = try GzipStream.inflate(file.bytes, limit: Self.inflatedLimit) { (chunk) throws(DecodingError) in
        rest.append(copying: chunk)
        count += chunk.byteCount
        let done = log.consume(rest.rawBytes, isLast: false, body)
        rest.removeFirst(done)
      }
      reader = log
      bytes = rest
      byteCount += count
      inflationGaps += summary.gaps.map { "\(path): \($0)" }
    } catch {
      inflationGaps.append("\(path): \(error)")
    }
    take(isLast: true, body)
  }
}
