// SPDX-License-Identifier: Apache-2.0

/// What to fetch from a target, relative to where its pprof index was found.
package enum Resource: Hashable, Sendable {
  /// A page of the index: `heap`, `goroutine`, `cmdline`.
  case profile(String)
  /// A page beside the folder of the index: `vars` is `/debug/vars` where the index is `/debug/pprof/`.
  case besideIndex(String)
  /// A path from the root of the server, for example `/metrics`.
  case path(String)

  /// The path to request, for an index at `index` (with a slash at both ends).
  ///
  /// A service may choose any name for a profile, so names are escaped.
  func path(index: String) -> String {
    switch self {
    case .profile(let name): return index + name.percentEncoded(keeping: "/")
    case .besideIndex(let name):
      let parent = index.split(separator: "/").dropLast().map { "/" + $0 }.joined()
      return "\(parent)/\(name.percentEncoded(keeping: "/"))"
    case .path(let path): return path.hasPrefix("/") ? path : "/" + path
    }
  }

  /// How long a query asks the service to measure (`seconds=5`).
  static func measuredTime(of query: String) -> Duration {
    let value = query.split(separator: "&").first { $0.hasPrefix("seconds=") }?.dropFirst(8)
    let seconds = value.flatMap { Double($0) } ?? 0
    return .seconds(min(max(seconds.isFinite ? seconds : 0, 0), 3_600))
  }
}
