// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Adds up `/proc/PID/smaps`: what Go named, what nobody named, and each file.
///
/// Go 1.25 and later name their mappings on kernels with CONFIG_ANON_VMA_NAME (runtime/set_vma_name_linux.go):
/// `[anon: Go: heap]`. Files are kept by path up to a limit, the rest under an empty path.
struct SmapsLines {
  private static let fileLimit = 4096
  private static let nameLimit = 64
  /// How many files a look tells of.
  private static let toldFiles = 32

  private enum Owner {
    case go(String)
    case unnamed
    case file(String)
    /// The main thread's stack and the pages of the kernel.
    case other
  }

  private(set) var totals = MappingTotals()
  private var mapping = MappingTotals()
  private var owner: Owner?
  private var isEnded = false
  private var knowsEnds = false
  private var goMappings: [String: Int64] = [:]
  private var unnamed: Int64 = 0
  private var files: [String: Int64] = [:]
  /// Whether a mapping has no last line although others do: the text was cut.
  private(set) var isCut = false

  var isWhole: Bool { !totals.isEmpty && !isCut }

  mutating func read(_ line: RawSpan) {
    if let head = MapsLine(line) {
      flush()
      owner = Self.owner(line, head)
    } else if line.has("VmFlags:", at: 0) {
      isEnded = true
      knowsEnds = true
    } else if owner != nil {
      mapping.read(line)
    }
  }

  private static func owner(_ line: RawSpan, _ head: MapsLine) -> Owner {
    let path = line.extracting(head.pathStart..<line.byteCount)
    if path.byteCount == 0 { return .unnamed }
    if path.byte(at: 0) == UInt8(ascii: "[") {
      if path.has("[anon: Go: ", at: 0) || path.has("[anon:Go: ", at: 0) {
        let start = path.has("[anon: ", at: 0) ? 11 : 10
        return .go(path.extracting(start..<path.byteCount - (path.hasSuffix("]") ? 1 : 0)).text)
      }
      // `[stack:123]` was the stack of a thread of C code, on Linux 3.4 to 4.4.
      let isUnnamed = ["[heap]", "[stack:", "[anon"].contains { path.text.hasPrefix($0) }
      return isUnnamed ? .unnamed : .other
    }
    return .file(path.extracting(0..<min(path.byteCount, 4096)).text)
  }

  /// Ends the text.
  mutating func finish() {
    let hasMapping = owner != nil
    flush()
    if hasMapping, knowsEnds, !wasEnded { isCut = true }
  }

  private var wasEnded = false

  private mutating func flush() {
    defer {
      mapping = MappingTotals()
      owner = nil
      wasEnded = isEnded
      isEnded = false
    }
    guard let owner else { return }
    totals.add(mapping)
    let rss = mapping.rss ?? 0
    switch owner {
    case .go(let name):
      if goMappings[name] != nil || goMappings.count < Self.nameLimit { goMappings[name, default: 0] &+= rss }
    case .unnamed: unnamed &+= rss
    case .file(let path):
      guard rss > 0 else { return }
      let isKnown = files[path] != nil || files.count < Self.fileLimit
      files[isKnown ? path : "", default: 0] &+= rss
    case .other: break
    }
  }

  func apply(to look: inout ProcessLook) {
    guard !totals.isEmpty else { return }
    look.goMappings = goMappings.isEmpty ? nil : goMappings
    look.unnamedAnonymous = unnamed
    let sorted = files.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    look.mappedFiles = sorted.prefix(Self.toldFiles).map { ProcessLook.MappedFileUse(path: $0.key, rss: $0.value) }
  }
}
