// SPDX-License-Identifier: Apache-2.0

import Acquisition
import Evidence
import Intake

/// The bundle of a running capture: takes in what was fetched, notes what failed, adds up the cost.
struct CaptureRecord {
  private(set) var bundle: Bundle

  /// What the bundle may occupy in memory, compressed; a watch of a large service comes to some ten megabytes.
  private static let byteLimit = 96 << 20

  init(_ manifest: BundleManifest) {
    bundle = Bundle(manifest: manifest)
  }

  /// Goes on with a bundle that was begun elsewhere.
  init(_ bundle: Bundle) {
    self.bundle = bundle
  }

  /// What the bundle says of itself.
  var manifest: BundleManifest {
    get { bundle.manifest }
    set { bundle.manifest = newValue }
  }

  /// Keeps an answer under a name, in the folder of its round.
  mutating func add(_ fetched: Fetched, as file: String, at time: Double, round: Int?) {
    let name = round.map { "rounds/\($0 < 10 ? "0" : "")\($0)/\(file)" } ?? file
    var item = CaptureItem(source: fetched.source, file: name, at: time, bytes: fetched.bytes.count, round: round)
    item.seconds = fetched.duration.inSeconds
    item.gap = fetched.gap
    guard bundle.storedByteCount <= Self.byteLimit else {
      item.file = nil
      item.gap = "not kept: the bundle has \(bundle.storedByteCount >> 20) MiB already"
      bundle.manifest.items.append(item)
      return
    }
    bundle.add(name: name, bytes: fetched.bytes)
    bundle.manifest.items.append(item)
  }

  /// Keeps bytes that were put together here.
  mutating func add(_ bytes: [UInt8], as file: String, source: String) {
    bundle.add(name: file, bytes: bytes)
    bundle.manifest.items.append(CaptureItem(source: source, file: file, bytes: bytes.count))
  }

  /// Keeps readings as a file of their own.
  mutating func add(_ readings: [MemoryReading], as file: String, source: String) {
    let count = bundle.add(name: file, readings: readings)
    bundle.manifest.items.append(CaptureItem(source: source, file: file, bytes: count))
  }

  /// Keeps a source file.
  mutating func add(source path: String, bytes: [UInt8]) {
    let name = "sources/\(bundle.manifest.sources.count + 1).go"
    bundle.add(name: name, bytes: bytes)
    bundle.manifest.sources.append(BundleManifest.SourceFile(path: path, file: name))
  }

  /// States that something is missing, as a sentence without a full stop; once, however often it is told.
  mutating func addGap(_ sentence: String) {
    if !bundle.manifest.gaps.contains(sentence) { bundle.manifest.gaps.append(sentence) }
  }

  /// Notes an answer that did not come; each reason once, since a service that is down for long would fill the list.
  mutating func addFailure(_ message: String, source: String, at time: Double, round: Int?) {
    guard !bundle.manifest.items.contains(where: { $0.gap == message }) else { return }
    var item = CaptureItem(source: source, at: time, bytes: 0, round: round)
    item.gap = message
    bundle.manifest.items.append(item)
  }

  /// Notes a pause that a request caused, at most as long as the request.
  mutating func addPause(_ what: String, _ fetched: Fetched) {
    bundle.manifest.cost.pauses.append(CaptureCost.Pause(what: what, seconds: fetched.duration.inSeconds))
  }

  /// Gives up what was kept of the goroutines of a round; heap profiles are few and stay.
  mutating func removeGoroutines(ofRound round: Int) {
    let isDropped = { (item: CaptureItem) in item.round == round && item.file?.contains("goroutine") == true }
    bundle.remove(names: Set(bundle.manifest.items.filter(isDropped).compactMap(\.file)))
    bundle.manifest.items.removeAll(where: isDropped)
  }
}
