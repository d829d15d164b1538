// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Finds one generation after the other in the bytes of a trace.
///
/// Reads headers of batches and the tables, never events. Until Go 1.25 a generation ends where a batch of another begins,
/// from 1.26 on with a byte of its own. A header that is none of Go's ends the reading: nothing behind it can be found.
/// Source: src/internal/trace/{batch,generation}.go, Go 1.27.
struct GenerationReader {
  private let version: TraceVersion
  /// Offset of the next byte to read.
  private var offset = TraceVersion.headerLength
  /// What was wrong where the reading ended before the end of the bytes; nil when nothing was.
  private(set) var defect: DecodingError?

  init(version: TraceVersion) {
    self.version = version
  }

  /// A batch up to its payload.
  private struct Header {
    var isExperimental: Bool
    var generation: UInt64
    var thread: UInt64
    var time: UInt64
    /// The payload, as far as it lies in the bytes.
    var payload: Range<Int>
    var isCut: Bool
  }

  /// Reads the next generation; false when there is none.
  mutating func next(
    _ generation: inout TraceGeneration,
    names: inout GenerationNames,
    in bytes: RawSpan
  ) -> Bool {
    generation.begin(at: offset)
    names.begin()
    var isEmpty = true
    while offset < bytes.byteCount, defect == nil {
      if version.minor >= 26, bytes.byte(at: offset) == TraceEventType.endOfGeneration {
        offset += 1
        // Two ends in a row hold no generation.
        if isEmpty { continue }
        generation.isWhole = true
        break
      }
      do {
        let header = try header(in: bytes)
        if isEmpty {
          generation.number = header.generation
          isEmpty = false
        } else if header.generation != generation.number {
          break
        }
        offset = header.payload.upperBound
        if header.isCut {
          defect = DecodingError(.truncated, at: bytes.byteCount, expected: "the rest of a batch")
        }
        generation.earliest = min(generation.earliest, header.time)
        if !header.isExperimental, !header.payload.isEmpty {
          try add(header, to: &generation, names: &names, in: bytes)
        }
      } catch {
        if defect == nil { defect = error }
      }
    }
    generation.end = offset
    if version.minor < 26 {
      generation.isWhole =
        defect == nil && names.hasTables && (generation.frequency != nil || version.minor >= 25)
    }
    return !isEmpty
  }

  private func header(in bytes: RawSpan) throws(DecodingError) -> Header {
    var cursor = ByteCursor(bytes)
    cursor.offset = offset
    let type = try cursor.readByte()
    let isExperimental = type == TraceEventType.experimentalBatch
    guard type == TraceEventType.eventBatch || isExperimental else {
      throw DecodingError(.malformed, at: offset, expected: "a batch of events")
    }
    if isExperimental { try cursor.skip(1) }
    let generation = try cursor.readVarint()
    // The runtime never counts 0: it marks what belongs to no generation.
    guard generation != 0 else { throw DecodingError(.malformed, at: offset, expected: "the number of a generation") }
    let thread = try cursor.readVarint()
    let time = try cursor.readVarint()
    let length = try cursor.readVarint()
    guard length <= TraceEventType.batchByteLimit else {
      throw DecodingError(
        .limitExceeded,
        at: offset,
        expected: "a batch of at most \(TraceEventType.batchByteLimit) bytes"
      )
    }
    let end = min(bytes.byteCount, cursor.offset + Int(length))
    return Header(
      isExperimental: isExperimental,
      generation: generation,
      thread: thread,
      time: time,
      payload: cursor.offset..<end,
      isCut: end - cursor.offset < Int(length)
    )
  }

  private func add(
    _ header: Header,
    to generation: inout TraceGeneration,
    names: inout GenerationNames,
    in bytes: RawSpan
  ) throws(DecodingError) {
    switch bytes.byte(at: header.payload.lowerBound) {
    case TraceEventType.strings: try names.addStrings(header.payload, in: bytes)
    case TraceEventType.stacks: try names.addStacks(header.payload, in: bytes)
    case TraceEventType.cpuSamples: break
    case TraceEventType.frequency, TraceEventType.sync: try readClock(header, into: &generation, in: bytes)
    default:
      guard generation.append(thread: header.thread, time: header.time, events: header.payload) else {
        throw DecodingError(
          .limitExceeded,
          at: header.payload.lowerBound,
          expected: "at most \(TraceGeneration.batchLimit) batches in a generation"
        )
      }
    }
  }

  /// Reads the clock's frequency, and from Go 1.25 on the time of day.
  private func readClock(
    _ header: Header,
    into generation: inout TraceGeneration,
    in bytes: RawSpan
  ) throws(DecodingError) {
    var cursor = ByteCursor(bytes.extracting(0..<header.payload.upperBound))
    cursor.offset = header.payload.lowerBound
    while !cursor.isAtEnd {
      switch try cursor.readByte() {
      case TraceEventType.sync: continue
      case TraceEventType.frequency:
        let frequency = try cursor.readVarint()
        if frequency > 0 { generation.frequency = frequency }
      case TraceEventType.clockSnapshot:
        let moment = header.time &+ (try cursor.readVarint())
        _ = try cursor.readVarint()
        let seconds = Double(try cursor.readVarint())
        generation.clock = (moment, seconds + Double(try cursor.readVarint()) / 1e9)
      default: throw DecodingError(.malformed, at: cursor.offset - 1, expected: "a frequency or a time of day")
      }
    }
  }
}
