// SPDX-License-Identifier: Apache-2.0

import Acquisition
import Evidence
import Intake

/// Takes the small readings of a watch: memory statistics over HTTP, and the process's own numbers where it is known.
///
/// They become two files of the bundle, each a series: statistics as lines of JSON, looks at the process as text.
struct SeriesSampler {
  private let endpoint: PprofEndpoint
  private let clock = ContinuousClock()
  private var source = MemorySource.heapText
  private var memory = SeriesRecorder<MemoryReading>()
  private var looks = SeriesRecorder<[UInt8]>()
  /// Whole looks, with every descriptor and mapping: one at the start and one at each heap profile.
  private var wholeLooks = SeriesRecorder<[UInt8]>(limit: 32)
  private var reader: ProcessReader?
  private var gaps: [String] = []
  private var firstTextSize = 0
  private var lastMemory: ContinuousClock.Instant?
  /// Before this moment no small look is taken: a process with many descriptors is costly to look at.
  private var nextLook = ContinuousClock.now

  /// Above this size the text of a heap profile costs more than the statistics in it are worth.
  private static let textLimit = 4 << 20

  /// Up to this size, and no more often than this, the text is asked for between the heap profiles too: a service that
  /// tells its statistics nowhere else has a series as well, a coarser one.
  private static let smallText = 256 << 10
  private static let textInterval = 5.0

  /// Looks take at most this part of a core.
  private static let lookShare = 20

  /// When the next reading is due.
  private(set) var nextReading = ContinuousClock.now

  init(endpoint: PprofEndpoint) {
    self.endpoint = endpoint
  }

  /// Whether heap profiles should be asked for as text, because nothing else tells the memory statistics.
  var prefersHeapText: Bool { source == .heapText && firstTextSize > 0 && firstTextSize <= Self.textLimit }

  /// Takes the first reading, before anything was forced; nil when the service tells no statistics within `seconds`.
  mutating func begin(process: LocalProcess?, within seconds: Double) async -> MemoryStatistics? {
    reader = process.map { ProcessReader(pid: $0.pid) }
    let found = await MemorySource.discover(endpoint, within: seconds)
    source = found.source
    if source == .heapText { firstTextSize = found.fetched?.bytes.count ?? 0 }
    if let reading = found.reading {
      keep(reading)
    } else {
      gaps.append("nothing tells the memory statistics of the service")
    }
    await lookAtProcess(.full)
    schedule()
    return found.reading?.statistics
  }

  /// Takes a reading of what is due; with a heap profile everything is.
  mutating func sample(withHeap: Bool = false) async {
    await lookAtProcess(withHeap ? .full : .brief)
    // A heap profile as text brings its own statistics.
    let comesWithHeap = withHeap && source == .heapText
    if let interval, !comesWithHeap,
      withHeap || lastMemory.map({ clock.now - $0 >= .seconds(interval * 0.9) }) ?? true
    {
      do {
        if let reading = try await source.reading(of: endpoint).reading { keep(reading) }
      } catch {
        if !Task.isCancelled, gaps.isEmpty { gaps.append("readings of the memory statistics are missing: \(error)") }
      }
    }
    schedule()
  }

  /// Stops looking at the process: another one answers.
  mutating func forgetProcess() {
    reader = nil
    looks = SeriesRecorder()
    wholeLooks = SeriesRecorder(limit: 32)
  }

  /// Puts the series into the bundle.
  func keep(in record: inout CaptureRecord) {
    if !memory.readings.isEmpty {
      record.add(memory.readings, as: "memory.jsonl", source: "memory statistics, \(memory.readings.count) readings")
    }
    let all = wholeLooks.readings + looks.readings
    if !all.isEmpty {
      record.add(all.flatMap { $0 + [UInt8(ascii: "\n")] }, as: "process.txt", source: "/proc, \(all.count) looks")
    }
    for gap in gaps { record.addGap(gap) }
  }

  /// Seconds between two readings; nil where they come with the heap profiles only.
  private var interval: Double? {
    source.interval ?? ((1...Self.smallText).contains(firstTextSize) ? Self.textInterval : nil)
  }

  private mutating func schedule() { nextReading = clock.now + .seconds(1) }

  private mutating func keep(_ reading: MemoryReading) {
    lastMemory = clock.now
    memory.offer(reading)
  }

  private mutating func lookAtProcess(_ depth: ProcessReader.Depth) async {
    guard let reader, depth == .full || clock.now >= nextLook else { return }
    let began = clock.now
    let look = await reader.look(depth)
    nextLook = clock.now + (clock.now - began) * Self.lookShare
    switch depth {
    case .brief: if !look.bytes.isEmpty { looks.offer(look.bytes) }
    case .full: if !look.bytes.isEmpty { wholeLooks.offer(look.bytes) }
    }
    if let ending = look.ending {
      self.reader = nil
      gaps.append(ending)
    }
  }
}
