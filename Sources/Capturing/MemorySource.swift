// SPDX-License-Identifier: Apache-2.0

import Acquisition
import ByteDecoding
import Evidence
import Intake

/// Where a service tells its memory statistics, found out once.
///
/// expvar's page costs the service a stop of microseconds; a page of metrics costs what the service's own collectors cost,
/// so it is asked less often; the text of the heap profile is there in every service and is the largest.
enum MemorySource: Hashable, Sendable {
  case expvar
  case metrics
  case heapText

  /// Seconds between two readings; nil where their cost depends on the size of the answer.
  var interval: Double? {
    switch self {
    case .expvar: 1
    case .metrics: 5
    case .heapText: nil
    }
  }

  /// The longest that finding the source may take in all.
  private static let patience = 15.0

  /// The longest that a small page may take: one that is slower is not worth asking each second.
  private var patience: Double { self == .heapText ? Self.patience : 5 }

  /// Asks for one reading; throws what the endpoint throws, nil when the answer holds none.
  func reading(
    of endpoint: PprofEndpoint,
    within seconds: Double = Self.patience
  ) async throws -> (fetched: Fetched, reading: MemoryReading?) {
    let timeout = Duration.seconds(min(patience, seconds))
    let fetched =
      switch self {
      case .expvar: try await endpoint.fetch(.besideIndex("vars"), limit: 8 << 20, timeout: timeout)
      case .metrics: try await endpoint.fetch(.path("/metrics"), limit: 32 << 20, timeout: timeout)
      case .heapText: try await endpoint.fetch(.profile("heap"), query: "debug=1", timeout: timeout)
      }
    do {
      for case .memory(let readings) in try EvidenceReader.items(in: fetched.bytes.rawBytes, name: fetched.source).items
      {
        guard var reading = readings.last else { continue }
        reading.instant = fetched.startedAt
        return (fetched, reading)
      }
    } catch {
      // A page at this path that is something else.
    }
    return (fetched, nil)
  }

  /// The cheapest source that answers, with its first reading; none when `seconds` pass before one does.
  static func discover(_ endpoint: PprofEndpoint, within seconds: Double) async -> (
    source: MemorySource, fetched: Fetched?, reading: MemoryReading?
  ) {
    let end = ContinuousClock.now + .seconds(min(patience, seconds))
    for source in [MemorySource.expvar, .metrics, .heapText] {
      let left = (end - .now).inSeconds
      guard left > 0 else { break }
      do {
        let (fetched, reading) = try await source.reading(of: endpoint, within: left)
        if let reading { return (source, fetched, reading) }
      } catch {
        // Not offered here: the next source may be.
        if Task.isCancelled { break }
      }
    }
    return (.heapText, nil, nil)
  }
}
