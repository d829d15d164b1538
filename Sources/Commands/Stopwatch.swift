// SPDX-License-Identifier: Apache-2.0

import Reporting
import Synchronization

/// Measures the parts of a run.
final class Stopwatch: Sendable {
  /// A part of a run.
  enum Part: Sendable {
    case acquire, decode, analyze
  }

  private struct State {
    var timings = Report.Timings()
    var last: ContinuousClock.Instant
  }

  private let start = ContinuousClock.now
  private let state: Mutex<State>

  init() {
    state = Mutex(State(last: .now))
  }

  /// Ends a part: the time since the last one ended belongs to it.
  func lap(_ part: Part) {
    state.withLock { state in
      let now = ContinuousClock.now
      let seconds = Self.seconds(now - state.last)
      switch part {
      case .acquire: state.timings.acquire += seconds
      case .decode: state.timings.decode += seconds
      case .analyze: state.timings.analyze += seconds
      }
      state.last = now
    }
  }

  /// The timings, with the total up to now.
  var timings: Report.Timings {
    state.withLock { state in
      var timings = state.timings
      timings.total = Self.seconds(ContinuousClock.now - start)
      return timings
    }
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
