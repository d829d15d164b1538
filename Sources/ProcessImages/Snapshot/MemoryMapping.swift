// SPDX-License-Identifier: Apache-2.0

/// A line of `/proc/PID/maps`: a run of addresses with the same rights.
struct MemoryMapping: Hashable, Sendable {
  var start: UInt64
  var end: UInt64
  var isReadable: Bool
  var isWritable: Bool
  var isShared: Bool
  /// Path, name in brackets, or nothing.
  var name: Substring

  /// Whether the mapping is of no file: memory that the process asked for.
  ///
  /// Go names its own `[anon: Go: heap]`.
  var isAnonymous: Bool { name.isEmpty || name.hasPrefix("[anon") || name == "[heap]" }

  /// The mappings of a process, in the order of their addresses; lines that are none are passed over.
  static func all(in maps: String) -> [MemoryMapping] {
    maps.split(separator: "\n").compactMap { line in
      // address range, permissions, offset, device, inode, path
      let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
      guard fields.count >= 5 else { return nil }
      let ends = fields[0].split(separator: "-")
      guard ends.count == 2, let start = UInt64(ends[0], radix: 16), let end = UInt64(ends[1], radix: 16), start < end
      else { return nil }
      let rights = Array(fields[1].utf8)
      guard rights.count >= 4 else { return nil }
      return MemoryMapping(
        start: start,
        end: end,
        isReadable: rights[0] == UInt8(ascii: "r"),
        isWritable: rights[1] == UInt8(ascii: "w"),
        isShared: rights[3] == UInt8(ascii: "s"),
        name: fields.count > 5 ? fields[5].drop { $0 == " " } : ""
      )
    }
  }
}
