// SPDX-License-Identifier: Apache-2.0

/// A place in a goroutine dump: what the goroutines there do, and where.
///
/// Frames are written as `function(arguments) file:line`, leaf first; without arguments the parentheses may be left out.
/// The creator is written the same way.
package struct PlaceText: Sendable {
  package var state: String
  package var frames: [String]
  package var creator: String?
  package var minutes: Int?
  package var isLeaked = false
  package var isLocked = false
  /// pprof labels as Go 1.27 prints them behind the bracket.
  package var labels: [(key: String, value: String)] = []

  package init(_ state: String, _ frames: String..., by creator: String? = nil) {
    self.state = state
    self.frames = frames
    self.creator = creator
  }

  /// The same place with something changed.
  package func with(_ change: (inout PlaceText) -> Void) -> PlaceText {
    var changed = self
    change(&changed)
    return changed
  }

  /// A goroutine at the place, as debug=2 prints it.
  package func goroutine(_ id: UInt64, startedBy creatorID: UInt64 = 1) -> String {
    var header = "goroutine \(id) [\(state)"
    if isLeaked { header += " (leaked)" }
    if let minutes { header += ", \(minutes) minutes" }
    if isLocked { header += ", locked to thread" }
    header += "]"
    if !labels.isEmpty { header += " {\(labels.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}" }
    var text = header + ":\n"
    for frame in frames { text += Self.lines(of: frame, prefix: "", suffix: frame.contains(") ") ? "" : "(...)") }
    if let creator { text += Self.lines(of: creator, prefix: "created by ", suffix: " in goroutine \(creatorID)") }
    return text + "\n"
  }

  /// A record of `count` goroutines at the place, as debug=1 prints it: without state, ids and creator.
  package func record(count: Int) -> String {
    var text = "\(count) @ 0x46ad0e 0x4046c5 0x4e8f01\n"
    for frame in frames {
      let parts = Self.parts(of: frame)
      let function = parts.call.hasSuffix(")") ? Self.withoutArguments(parts.call) : parts.call
      text += "#\t0x4e8f00\t\(function)+0x5f\t\t\(parts.location)\n"
    }
    return text + "\n"
  }

  private static func lines(of frame: String, prefix: String, suffix: String) -> String {
    let parts = parts(of: frame)
    return "\(prefix)\(parts.call)\(suffix)\n\t\(parts.location) +0x1d\n"
  }

  private static func parts(of frame: String) -> (call: String, location: String) {
    guard let space = frame.lastIndex(of: " ") else { return (frame, "/src/unknown.go:1") }
    return (String(frame[..<space]), String(frame[frame.index(after: space)...]))
  }

  private static func withoutArguments(_ call: String) -> String {
    var depth = 0
    for index in call.indices.reversed() {
      if call[index] == ")" { depth += 1 }
      if call[index] == "(" { depth -= 1 }
      if depth == 0 { return String(call[..<index]) }
    }
    return call
  }
}

/// Texts of whole dumps.
package enum DumpText {
  /// debug=1 of the goroutine profile, or with `isLeakProfile` of Go's own leak profile.
  package static func profile(_ places: [(place: PlaceText, count: Int)], isLeakProfile: Bool = false) -> String {
    let total = places.reduce(0) { $0 + $1.count }
    let name = isLeakProfile ? "goroutineleak" : "goroutine"
    return "\(name) profile: total \(total)\n" + places.map { $0.place.record(count: $0.count) }.joined()
  }
}
