// SPDX-License-Identifier: Apache-2.0

/// Where a running process has its executable in memory, from the text of `/proc/PID/maps`.
package enum ProcessMaps {
  /// The difference between addresses in the process and in the file: 0 unless the executable is position-independent.
  ///
  /// Nil when no mapping of `path` begins where a loaded segment does. The path may end in ` (deleted)`.
  package static func loadBias(of file: ELFFile, path: String, maps: String) -> UInt64? {
    guard let segment = file.segments.filter(\.isLoaded).min(by: { $0.address < $1.address }) else { return nil }
    for line in maps.split(separator: "\n") {
      // address range, permissions, offset, device, inode, path
      let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
      guard fields.count == 6, fields[5].drop(while: { $0 == " " }) == path[...],
        let start = fields[0].split(separator: "-").first.flatMap({ UInt64($0, radix: 16) }),
        let offset = UInt64(fields[2], radix: 16),
        // Mappings begin at pages, segments anywhere within one.
        offset <= segment.offset, segment.offset - offset < 0x10000
      else { continue }
      let (vaddr, underflow) = segment.address.subtractingReportingOverflow(segment.offset - offset)
      guard !underflow else { return nil }
      return start &- vaddr
    }
    return nil
  }
}
