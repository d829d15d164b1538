// SPDX-License-Identifier: Apache-2.0

import Analysis
import Diagnosis
import Evidence

/// Writes the commands with which a finding can be checked without this program.
struct CheckWriter {
  private let capture: Capture
  /// `curl` with the address of the pprof index behind it; nil when no service was asked.
  private let endpoint: Endpoint?

  init(_ capture: Capture) {
    self.capture = capture
    endpoint = Endpoint(capture)
  }

  /// The checks of a finding, the most telling first; empty where nothing can be asked any more.
  func checks(of finding: Finding) -> [Finding.Check] {
    guard finding.level != .note else { return [] }
    var checks: [Finding.Check] = []
    if finding.size.goroutines != nil || finding.growth.contains(where: { $0.unit == .goroutines }) {
      checks += goroutines(finding)
    }
    if finding.size.bytes != nil || finding.growth.contains(where: { $0.unit == .bytes }) { checks += memory(finding) }
    if let pid = capture.target.pid {
      if finding.size.descriptors != nil || finding.growth.contains(where: { $0.unit == .descriptors }) {
        checks.append(.init(shows: "open descriptors by what they are", command: descriptors(pid)))
      }
      if finding.size.threads != nil || finding.growth.contains(where: { $0.unit == .threads }) {
        checks.append(.init(shows: "how many threads there are now", command: "grep Threads /proc/\(pid)/status"))
      }
    }
    return checks
  }

  private func descriptors(_ pid: Int) -> String {
    "ls -l /proc/\(pid)/fd | awk '{print $NF}' | sed 's/[0-9]\\{1,\\}/N/g' | sort | uniq -c | sort -rn | head"
  }

  // MARK: Goroutines

  private func goroutines(_ finding: Finding) -> [Finding.Check] {
    // The line that a dump shows for these goroutines: the one they stand at, which need not be the one to mend.
    let places = [finding.location].compactMap { $0 } + finding.alsoAt.filter { $0.role == .blockedAt }
    guard let place = places.first(where: { $0.line > 0 && !$0.file.isEmpty }),
      let mark = ShellWord("\(ShortPath(place.file).text):\(place.line)")
    else { return [] }
    var checks: [Finding.Check] = []
    if let endpoint {
      checks.append(
        .init(
          shows: "how many goroutines pass this line now; again a minute later, it tells whether they become more",
          command: "\(endpoint.curl("goroutine?debug=2")) | grep -cwF \(mark.text)"
        )
      )
      if finding.proof == .runtime {
        checks.append(
          .init(
            shows: "the goroutines that Go itself proves leaked (it runs a collection)",
            command: "\(endpoint.curl("goroutineleak?debug=2")) | grep -c '(leaked)'"
          )
        )
      }
      return checks
    }
    if let archive = bundle, let member = member(last: "goroutine-debug2.txt") {
      return [
        .init(
          shows: "how many goroutines pass this line in the last round; in rounds/01 are those of the first",
          command: "tar -xzOf \(archive) \(member) | grep -cwF \(mark.text)"
        )
      ]
    }
    let files = capture.goroutines.filter { $0.snapshot.form == .fullStacks }.compactMap { ShellWord($0.source)?.text }
    guard capture.target.kind == .files, !files.isEmpty else { return [] }
    let command = "grep -cwF \(mark.text) \(files.suffix(4).joined(separator: " "))"
    return [.init(shows: "how many goroutines pass this line in each file", command: command)]
  }

  // MARK: Memory

  private func memory(_ finding: Finding) -> [Finding.Check] {
    guard let place = finding.location ?? finding.alsoAt.first, !place.function.isEmpty,
      let pattern = ShellWord(Self.pattern(place.function))
    else { return [] }
    let tool = "go tool pprof -sample_index=inuse_space"
    if let endpoint {
      guard let url = endpoint.url("heap?gc=1") else {
        let command = "\(endpoint.curl("heap?gc=1")) > heap.pb.gz; \(tool) -list \(pattern.text) heap.pb.gz"
        return [
          .init(shows: "the lines of the function with the bytes in use (it runs a collection)", command: command)
        ]
      }
      return [
        .init(
          shows: "the lines of the function with the bytes in use (it runs a collection)",
          command: "\(tool) -list \(pattern.text) \(url)"
        ),
        .init(
          shows: "what became more within a minute (it runs two collections)",
          command: "\(endpoint.curl("heap?gc=1")) > a.pb.gz; sleep 60; \(endpoint.curl("heap?gc=1")) > b.pb.gz; "
            + "\(tool) -top -lines -diff_base a.pb.gz b.pb.gz"
        ),
      ]
    }
    if let archive = bundle, let member = member(last: "heap.txt"),
      let mark = ShellWord("\(ShortPath(place.file).text):\(place.line)")
    {
      let filter = "awk -v line=\(mark.text) '/@/{head=$0} index($0, line){print head}'"
      return [
        .init(
          shows: "objects: bytes in use [ever allocated], as sampled, of each stack that passes this line",
          command: "tar -xzOf \(archive) \(member) | \(filter) | cut -d@ -f1"
        )
      ]
    }
    let files = capture.heaps.compactMap { ShellWord($0.source)?.text }
    guard capture.target.kind == .files, let last = files.last else { return [] }
    let base = files.count > 1 ? "-diff_base \(files[0]) " : ""
    return [
      .init(
        shows: base.isEmpty ? "the lines with the bytes in use" : "what became more between the two profiles",
        command: "\(tool) -top -lines \(base)\(last)"
      )
    ]
  }

  // MARK: Bundles

  /// The bundle's path as a word; nil when the evidence comes from elsewhere.
  private var bundle: String? { capture.target.kind == .bundle ? ShellWord(capture.target.address)?.text : nil }

  /// The file of the last round with this name, as a word.
  private func member(last name: String) -> String? {
    capture.items.last { $0.file?.hasSuffix("/\(name)") ?? false }?.file.flatMap { ShellWord($0)?.text }
  }

  /// The function's name as a regular expression that matches itself.
  private static func pattern(_ function: String) -> String {
    var result = ""
    for character in function {
      if "\\.+*?()|[]{}^$".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}

/// A pprof index as commands reach it.
private struct Endpoint {
  private let socket: ShellWord?
  /// Scheme, authority and path of the index, with a slash at the end.
  private let base: String

  /// The index that was asked; nil when none was, or when its address is none to be printed.
  init?(_ capture: Capture) {
    guard capture.target.kind == .url else { return nil }
    let index = capture.items.lazy.compactMap { item -> Substring? in
      guard item.source.hasPrefix("/") else { return nil }
      let path = item.source.prefix { $0 != "?" }
      guard let slash = path.lastIndex(of: "/") else { return nil }
      return ["goroutine", "heap", "goroutineleak", "trace"].contains(path[path.index(after: slash)...])
        ? path[...slash] : nil
    }.first
    guard let index else { return nil }
    let address = capture.target.address
    if address.hasPrefix("unix:") {
      let path = address.dropFirst(5).split(separator: ":", maxSplits: 1).first.map(String.init) ?? ""
      guard let word = ShellWord(path) else { return nil }
      socket = word
      base = "http://localhost" + index
      guard ShellWord(base) != nil else { return nil }
      return
    }
    socket = nil
    let isSecure = address.hasPrefix("https://")
    let authority = address.dropFirst(isSecure ? 8 : 0).prefix { $0 != "/" }
    base = (isSecure ? "https://" : "http://") + authority + index
    guard !authority.isEmpty, ShellWord(base) != nil else { return nil }
  }

  /// A quoted URL that `go tool pprof` fetches; nil for a socket.
  func url(_ path: String) -> String? { socket == nil ? ShellWord(base + path)?.text : nil }

  func curl(_ path: String) -> String {
    let url = ShellWord(base + path)?.text ?? "''"
    return socket.map { "curl -s --unix-socket \($0.text) \(url)" } ?? "curl -s \(url)"
  }
}
