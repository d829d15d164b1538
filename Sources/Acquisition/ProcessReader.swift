// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import FoundationEssentials

/// Looks at a process of this machine from outside, in the text form that `ProcessLookDecoder` reads.
///
/// Only files of `/proc` and of the cgroup are read; the process is neither stopped nor asked. What may not be read becomes
/// a sentence in the `gaps` section. Of the environment only the three variables of the Go runtime's memory are kept.
/// The reader remembers when the process started: a number that was given to another process meanwhile is noticed.
package struct ProcessReader: Sendable {
  package enum Depth: Sendable {
    /// Memory, threads, and descriptors by kind: cheap enough for each second.
    case brief
    /// Everything: mappings, every descriptor with the state of its socket, children, limits, cgroup.
    case full
  }

  /// What a look gave.
  package struct Look: Sendable {
    /// The text; empty when the process is gone.
    package var bytes: [UInt8]
    /// Why there will be no other look, as a sentence without a full stop; nil while the process lives.
    package var ending: String?
  }

  /// More descriptors than this are counted and not followed.
  static let descriptorLimit = 100_000
  /// Up to so many descriptors stand one a line in a full look; more are counted by target.
  static let listedDescriptors = 2_000
  /// A walk through more memory takes the kernel tens of milliseconds, for which the process cannot map any.
  static let walkLimit: Int64 = 16 << 30
  /// More mappings than this make a text of megabytes.
  static let mappingLimit = 4_000

  package let pid: Int
  let proc: ProcFiles
  /// Before paths of cgroups; empty but in tests.
  let fileSystem: String
  private let startTicks: Int64?

  package init(pid: Int) { self.init(pid: pid, proc: ProcFiles()) }

  init(pid: Int, proc: ProcFiles, fileSystem: String = "") {
    self.pid = pid
    self.proc = proc
    self.fileSystem = fileSystem
    startTicks = proc.startTicks(of: pid)
  }

  /// Looks once; takes a millisecond for a small process, and some for one with thousands of descriptors.
  @concurrent
  package func look(_ depth: Depth) async -> Look {
    read(depth, at: Date().timeIntervalSince1970)
  }

  func read(_ depth: Depth, at instant: Double) -> Look {
    if let ending { return Look(bytes: [], ending: ending) }
    var text = ProcessText(instant: instant)
    readMemory(depth, into: &text)
    switch depth {
    case .brief: countDescriptors(into: &text)
    case .full:
      for file in ["stat", "limits"] { copy(file, into: &text) }
      readMappings(into: &text)
      listDescriptors(into: &text)
      readChildren(into: &text)
      readEnvironment(into: &text)
      CgroupFiles(proc: proc, fileSystem: fileSystem).read(pid, into: &text)
    }
    // It may have ended while it was looked at: half a look would be a fall of everything to nothing.
    if let ending { return Look(bytes: [], ending: ending) }
    return Look(bytes: text.finish())
  }

  /// Why the process cannot be looked at any more.
  private var ending: String? {
    guard let now = proc.startTicks(of: pid) else { return "process \(pid) has ended" }
    return startTicks == nil || now == startTicks ? nil : "process \(pid) has ended, and its number is another's now"
  }

  // MARK: Files

  /// The lines of status and smaps_rollup that a brief look keeps.
  private static let briefLines = [
    "Pid:", "State:", "VmHWM:", "VmRSS:", "RssAnon:", "RssFile:", "RssShmem:", "VmSwap:", "Threads:", "Rss:",
    "Anonymous:",
    "LazyFree:", "AnonHugePages:", "Swap:",
  ]

  /// The lines of smaps that are kept, whose heads begin with an address.
  ///
  /// The others would make two thirds of the text.
  private static let mappingLines =
    "0123456789abcdef".map(String.init) + ["Rss:", "Anonymous:", "LazyFree:", "AnonHugePages:", "Swap:", "VmFlags:"]

  private func readMemory(_ depth: Depth, into text: inout ProcessText) {
    let resident = proc.residentBytes(of: pid) ?? 0
    if resident <= Self.walkLimit {
      copy("smaps_rollup", into: &text, onlyLines: depth == .brief ? Self.briefLines : nil)
    } else if depth == .full {
      text.note("smaps_rollup was not read: the process has \(resident >> 30) GiB, which the kernel would walk through")
    }
    copy("status", into: &text, onlyLines: depth == .brief ? Self.briefLines : nil)
  }

  private func copy(_ file: String, into text: inout ProcessText, onlyLines: [String]? = nil) {
    do {
      text.add("/proc/\(pid)/\(file)", try proc.contents("\(pid)/\(file)"), onlyLines: onlyLines)
    } catch {
      text.note(error, file)
    }
  }

  private func readMappings(into text: inout ProcessText) {
    guard let maps = proc.bytes("\(pid)/maps") else { return }
    let count = maps.count { $0 == UInt8(ascii: "\n") }
    let resident = proc.residentBytes(of: pid) ?? 0
    if count > Self.mappingLimit || resident > Self.walkLimit {
      text.note("smaps was not read: it has \(count) mappings and \(resident >> 20) MiB")
    } else {
      copy("smaps", into: &text, onlyLines: Self.mappingLines)
    }
  }

  private func readEnvironment(into text: inout ProcessText) {
    do {
      let variables = try proc.contents("\(pid)/environ", limit: 4 << 20).split(separator: 0)
      let names = ["GOGC=", "GOMEMLIMIT=", "GODEBUG="]
      let kept = variables.filter { variable in names.contains { variable.starts(with: $0.utf8) } }
      let lines = kept.map { printable(String(decoding: $0, as: UTF8.self), limit: 1000) + "\n" }
      text.add("/proc/\(pid)/environ", Array(lines.joined().utf8))
    } catch {
      text.note(error, "environ")
    }
  }
}
