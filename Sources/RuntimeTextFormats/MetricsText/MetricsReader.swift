// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Collects the samples of metrics text, line by line, into readings.
struct MetricsReader {
  /// Processes in one text; the rest is left out.
  private static let processLimit = 256
  private static let readingLimit = 1 << 16

  /// What one process says.
  private struct Process {
    /// Readings with a time stamp of their own.
    var stamped: [Double: StatedStatistics] = [:]
    /// Readings of whole scrapes, in the order of the text.
    var scrapes: [(instant: Double?, stated: StatedStatistics)] = []
    /// Names that the scrape at hand has stated.
    var names: Set<String> = []
  }

  private var processes: [String: Process] = [:]
  private var order: [String] = []
  private var types: Set<String> = []
  /// The moment that a line between scrapes stated.
  private var instant: Double?
  private var scrape = 0
  private var count = 0

  /// Reads one line without its end.
  mutating func read(_ line: RawSpan) {
    guard line.byteCount > 0 else { return }
    if line.byte(at: 0) == 0x23 {
      readComment(line)
    } else if let sample = MetricSample(line) {
      add(sample, line)
    } else if let found = InstantText.leading(line) {
      endScrape()
      instant = found.instant
    }
  }

  private mutating func readComment(_ line: RawSpan) {
    if line.hasSameBytes(as: "# EOF") {
      endScrape()
    } else if line.has("# TYPE go_", at: 0) || line.has("# TYPE process_", at: 0) || line.has("# TYPE leak_fd_", at: 0)
    {
      let name = line.extracting(7..<line.firstOffset(of: 0x20, in: 7..<line.byteCount)).text
      if types.contains(name) { endScrape() }
      types.insert(name)
    }
  }

  private mutating func endScrape() {
    types = []
    instant = nil
    for key in order { processes[key]?.names = [] }
  }

  private mutating func add(_ sample: MetricSample, _ line: RawSpan) {
    guard sample.name.count <= 128, count < Self.readingLimit else { return }
    let name = line.extracting(sample.name).text
    guard let meaning = MetricName.named(name) else { return }
    let isSummed = name.hasPrefix("leak_fd_")
    let labels = sample.labels.isEmpty || isSummed ? "" : line.extracting(sample.labels).text
    // Quantiles of the pause summary are no number of their own.
    guard !labels.contains("quantile=") else { return }
    if processes[labels] == nil {
      guard order.count < Self.processLimit else { return }
      processes[labels] = Process()
      order.append(labels)
    }
    if let stamp = sample.instant {
      if processes[labels]?.stamped[stamp] == nil { count += 1 }
      processes[labels]?.stamped[stamp, default: StatedStatistics()].set(meaning, to: sample.value)
      return
    }
    let isRepeated = processes[labels]?.names.contains(name) == true && !isSummed
    if isRepeated { endScrape() }
    if processes[labels]?.names.isEmpty == true {
      processes[labels]?.scrapes.append((instant, StatedStatistics()))
      count += 1
    }
    let isFirst = processes[labels]?.names.insert(name).inserted == true
    guard let last = processes[labels]?.scrapes.indices.last else { return }
    if isFirst {
      processes[labels]?.scrapes[last].stated.set(meaning, to: sample.value)
    } else {
      processes[labels]?.scrapes[last].stated.add(meaning, sample.value)
    }
  }

  /// The readings of each process.
  mutating func finish() -> [[MemoryReading]] {
    order.compactMap { key in
      guard let process = processes[key] else { return nil }
      let scrapes = process.scrapes.map { MemoryReading($0.stated.whole, instant: $0.instant) }
      let stamped = process.stamped.sorted { $0.key < $1.key }.map { MemoryReading($0.value.whole, instant: $0.key) }
      let readings = scrapes + stamped
      return readings.isEmpty ? nil : readings
    }
  }
}
