// SPDX-License-Identifier: Apache-2.0

import Acquisition

/// Whether a watch takes an execution trace.
///
/// A trace of two seconds costs a service about 8 % of its speed meanwhile, and each living goroutine about 10 bytes a
/// second in the file; it tells which goroutines make progress, and which line opens files, calls C or sends requests.
enum TracePlan {
  /// Above this number of goroutines writing their states alone is megabytes a second.
  static let goroutineLimit = 50_000
  /// A trace of a very busy service is cut here; what came is decoded.
  static let byteLimit = 64 << 20

  /// How long the trace is, to a tenth of a second: what was asked for, else two seconds or a third of a short watch.
  static func seconds(asked: Double?, watch: Double) -> Double {
    ((asked ?? min(2, watch / 3)) * 10).rounded() / 10
  }

  /// Why no trace is taken, as a sentence without a full stop; nil when one is.
  static func refusal(goroutines: Int?, goVersion: String?, index: PprofIndex?) -> String? {
    if let goroutines, goroutines > goroutineLimit {
      return "no execution trace was taken: \(goroutines) goroutines are above \(goroutineLimit)"
    }
    if let goVersion, let minor = minor(of: goVersion), minor < 22 {
      return "no execution trace was taken: \(goVersion) writes an older form that must be held in memory whole"
    }
    if index?.offers("trace") == false { return "no execution trace was taken: the service does not offer it" }
    return nil
  }

  /// 22 of `go1.22.10`.
  static func minor(of goVersion: String) -> Int? {
    let parts = goVersion.split(separator: ".")
    guard parts.count >= 2, parts[0] == "go1" else { return nil }
    return Int(parts[1].prefix { $0.isASCII && $0.isNumber })
  }
}
