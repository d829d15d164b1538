// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Puts decoded evidence together into one capture, whatever it came from.
struct CaptureAssembler {
  private var capture: Capture

  init(_ capture: Capture) {
    self.capture = capture
  }

  /// What was added, each series in the order of time: a series may lie in several files, and those in any order.
  consuming func finish() -> Capture {
    capture.heaps.sortByTime(\.at)
    capture.memory.sortByTime(\.at)
    capture.processes.sortByTime(\.at)
    return capture
  }

  /// Recognises, decodes and adds bytes; returns what it was called, or throws when no format fits.
  ///
  /// `item` says where the bytes come from; its gap is set when they are cut.
  mutating func add(_ bytes: RawSpan, item: CaptureItem) throws {
    let pieces = try EvidenceReader.items(in: bytes, name: item.source)
    add(pieces.items, gaps: pieces.gaps, item: item)
  }

  /// Adds decoded evidence and what is missing from it.
  mutating func add(_ pieces: [EvidenceItem], gaps: [String], item: CaptureItem) {
    var item = item
    note(gaps, on: &item)
    for piece in pieces {
      switch piece {
      case .goroutines(let snapshot):
        note(snapshot.gaps, on: &item)
        // Several dumps in one log were taken at different moments that the log does not tell.
        let at = pieces.count == 1 ? item.at : nil
        capture.goroutines.append(
          GoroutineObservation(snapshot: snapshot, at: at, round: item.round, source: item.source)
        )
      case .profile(let profile):
        add(profile, item: &item)
      case .memory(let readings):
        capture.memory += readings.map { reading in
          MemoryObservation(
            statistics: reading.statistics,
            at: moment(reading.instant) ?? (readings.count == 1 ? item.at : nil),
            instant: reading.instant,
            round: item.round,
            source: item.source
          )
        }
      case .runtimeLog(let log):
        note(log.gaps, on: &item)
        capture.runtimeLogs.append(RuntimeLogObservation(log: log, source: item.source))
      case .process(let looks):
        capture.processes += looks.map { look in
          ProcessObservation(
            look: look,
            at: moment(look.instant) ?? (looks.count == 1 ? item.at : nil),
            source: item.source
          )
        }
      case .trace(let trace):
        note(trace.gaps, on: &item)
        capture.traces.append(
          TraceObservation(trace: trace, at: moment(trace.started) ?? item.at, source: item.source)
        )
      }
    }
    capture.items.append(item)
  }

  private mutating func add(_ profile: Profile, item: inout CaptureItem) {
    note(profile.gaps, on: &item)
    guard profile.isHeap else {
      let types = profile.sampleTypes.prefix(4).map { profile.strings[$0.type] }.filter { !$0.isEmpty }
      let counted = types.isEmpty ? "" : " of \(types.joined(separator: " and "))"
      note(["it is a profile\(counted), which shows no leak: not used"], on: &item)
      return
    }
    if profile.isDelta {
      let seconds = Double(profile.durationNanos) * 1e-9
      note(["it is a difference over \(Int(seconds.rounded())) s (?seconds=), no snapshot: not compared"], on: &item)
      return
    }
    capture.heaps.append(
      HeapObservation(
        profile: profile,
        at: item.at,
        round: item.round,
        source: item.source,
        isAfterCollection: item.source.contains("gc=1")
      )
    )
  }

  /// Seconds from the start of the capture to an instant; nil when either is not known.
  private func moment(_ instant: Double?) -> Double? {
    guard let instant, let started = capture.started else { return nil }
    return instant - started
  }

  private func note(_ gaps: [String], on item: inout CaptureItem) {
    guard !gaps.isEmpty else { return }
    item.gap = ([item.gap] + gaps.map(Optional.some)).compactMap { $0 }.joined(separator: "; ")
  }

  /// Notes an item of which nothing could be read.
  mutating func addGap(_ item: CaptureItem) {
    capture.items.append(item)
  }
}

extension Array {
  /// Puts the elements of known time in the order of time, on the places that they have; the others stay where they are.
  fileprivate mutating func sortByTime(_ time: (Element) -> Double?) {
    let known = indices.filter { time(self[$0]) != nil }
    let sorted = known.sorted { (time(self[$0]) ?? 0, $0) < (time(self[$1]) ?? 0, $1) }.map { self[$0] }
    for (index, element) in zip(known, sorted) { self[index] = element }
  }
}

/// Recognises and decodes one input, inflating it first where needed.
package enum EvidenceReader {
  /// The evidence in the bytes and what is missing from it.
  ///
  /// Throws `IntakeError` when no format recognises the bytes, with what they look like.
  package static func items(in bytes: RawSpan, name: String) throws -> (items: [EvidenceItem], gaps: [String]) {
    guard GzipStream.isGzip(bytes) else { return (try decode(bytes, name: name, shape: InflatedShape()), []) }
    let inflated: GzipInflater.Inflated
    do {
      inflated = try GzipInflater.inflate(bytes)
    } catch {
      throw IntakeError("\(name) cannot be inflated: \(error)", remedy: "capture it again")
    }
    var shape = InflatedShape()
    shape.isCut = !inflated.gaps.isEmpty
    shape.memberEnds = inflated.memberEnds
    return (try decode(inflated.bytes.rawBytes, name: name, shape: shape), inflated.gaps)
  }

  private static func decode(_ bytes: RawSpan, name: String, shape: InflatedShape) throws -> [EvidenceItem] {
    guard let format = EvidenceFormats.format(of: bytes) else {
      throw IntakeError(
        "\(name) is none of the formats known here (\(InputDescription(bytes).text))",
        remedy: "give goroutine dumps, profiles, memory statistics, logs or a bundle of `stanch capture`"
      )
    }
    do {
      return try format.decode(bytes, shape: shape)
    } catch {
      throw IntakeError("\(name) cannot be decoded as \(format.name): \(error)", remedy: "capture it again")
    }
  }
}

/// What unrecognised bytes look like, in a few words.
struct InputDescription {
  let text: String

  init(_ bytes: RawSpan) {
    let head = bytes.asBytes
    if head.isEmpty {
      text = "it is empty"
    } else if head.count >= 4, head[0] == 0x7f, head[1] == 0x45, head[2] == 0x4c, head[3] == 0x46 {
      text = "it is an ELF file: a program or a core"
    } else {
      let sample = (0..<min(64, head.count)).map { head[$0] }
      let isText = sample.allSatisfy { $0 >= 0x20 && $0 < 0x7f || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 || $0 >= 0x80 }
      let line = String(decoding: sample.prefix { $0 != 0x0a && $0 != 0x0d }, as: UTF8.self)
      text = isText ? "it begins with \"\(line)\"" : "it holds binary data"
    }
  }
}
