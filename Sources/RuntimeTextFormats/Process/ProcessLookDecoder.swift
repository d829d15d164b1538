// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
package import Evidence

/// Decodes what the kernel says of a process: files of `/proc/PID` and of its cgroup, as `tail -n +1 FILE...` prints them.
///
///     ==> instant 1763736000.123 <==
///
///     ==> /proc/4121/status <==
///     Name:	orders
///     ...
///
///     ==> /proc/4121/smaps_rollup <==
///     ...
///
/// A look is what stands between two `instant` headers; without them a new look begins where a file comes again or
/// another process does, so that the output of a loop decodes as a series. One file saved without a header is recognized
/// by its first line. `ProcessSection` lists the files; any other is skipped, and so are lines that a kernel of another
/// version or architecture adds. A last line without its end is used only when it is certainly whole.
/// Source: proc(5), fs/proc/array.c and task_mmu.c of Linux 3.10 to 6.18; cgroup v1 and v2 of Documentation/admin-guide.
package enum ProcessLookDecoder {
  static let lineLengthLimit = 1 << 20
  /// A day of looks, one a second; each takes under a kilobyte.
  static let lookLimit = 100_000
  /// Where the first line is looked for; a longer one is none of ours.
  private static let leadLimit = 8192

  /// Whether the first line is a header or the beginning of one of the files.
  package static func recognizes(_ bytes: RawSpan) -> Bool {
    let lead = bytes.extracting(0..<min(bytes.byteCount, leadLimit))
    var lines = LineCursor(lead, lengthLimit: lineLengthLimit)
    while let range = lines.next() {
      if range.isEmpty { continue }
      let line = lead.extracting(range)
      if ProcessSection.header(line) != nil { return true }
      switch ProcessSection.beginning(with: line) {
      case .status?:
        // Any text may begin with a name: the number of the process stands soon after it.
        return lead.firstOffset(of: "\nPid:\t", in: 0..<lead.byteCount) != nil
      case .some: return true
      case nil: return false
      }
    }
    return false
  }

  /// The looks in the order of the text; throws `unrecognized` when there is none.
  package static func decode(_ bytes: RawSpan) throws(DecodingError) -> [ProcessLook] {
    guard recognizes(bytes) else {
      throw DecodingError(.unrecognized, at: 0, expected: "a line such as \"==> /proc/4121/status <==\"")
    }
    var looks: [ProcessLook] = []
    var builder = LookBuilder()
    var lines = LineCursor(bytes, lengthLimit: lineLengthLimit)
    var hasMore = true
    while hasMore {
      var line = bytes.extracting(0..<0)
      if let range = lines.next() {
        line = bytes.extracting(range)
      } else {
        hasMore = false
        let last = bytes.extracting(lines.rest..<bytes.byteCount)
        // A number without what follows it may have lost its last digits.
        guard last.hasSuffix(" kB") || last.hasSuffix(" <==") else {
          if last.byteCount > 0 { builder.note("the text ends within a line") }
          break
        }
        line = last
      }
      if let header = ProcessSection.header(line) {
        if builder.mustEnd(before: header) {
          if let look = builder.finish() { looks.append(look) }
          guard looks.count < lookLimit else {
            looks[looks.count - 1].gaps.append("looks after the first \(lookLimit) were left out")
            return looks
          }
          builder = LookBuilder()
        }
        builder.begin(header)
      } else {
        builder.read(line)
      }
    }
    if let look = builder.finish() { looks.append(look) }
    return looks
  }
}
