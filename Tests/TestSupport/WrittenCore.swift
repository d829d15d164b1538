// SPDX-License-Identifier: Apache-2.0

import Foundation
package import ProcessImages

/// A core of a running process, written as the kernel writes one, where no kernel or debugger may do it.
///
/// Holds the memory that may be written and, as the kernel's default has it, nothing of what files hold.
package enum WrittenCore {
  /// The bytes of a core; the process must stand still.
  package static func bytes(of pid: Int, threads: [ProcessSnapshot.Thread]) throws -> [UInt8] {
    let maps = try String(contentsOf: URL(filePath: "/proc/\(pid)/maps"), encoding: .utf8)
    let memory = try FileHandle(forReadingFrom: URL(filePath: "/proc/\(pid)/mem"))
    defer { try? memory.close() }
    var segments: [(start: UInt64, end: UInt64, contents: Data)] = []
    var files: [(start: UInt64, end: UInt64, offset: UInt64, path: String)] = []
    for line in maps.split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
      let ends = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
      let path = fields.count > 5 ? fields[5].drop { $0 == " " } : ""
      if path.hasPrefix("/") {
        files.append((ends[0], ends[1], (UInt64(fields[2], radix: 16) ?? 0) / 4096, String(path)))
      }
      var contents = Data()
      if fields[1].hasPrefix("rw"), !path.hasPrefix("[v") {
        try memory.seek(toOffset: ends[0])
        contents = try memory.read(upToCount: Int(ends[1] - ends[0])) ?? Data()
      }
      segments.append((ends[0], ends[1], contents))
    }
    let auxiliary = try FileHandle(forReadingFrom: URL(filePath: "/proc/\(pid)/auxv")).readToEnd() ?? Data()

    var notes: [UInt8] = []
    for thread in threads {
      var status = [UInt8](repeating: 0, count: 336)
      status.replaceSubrange(32..<36, with: little(UInt64(thread.id), 4))
      for (index, word) in thread.registers.prefix(27).enumerated() {
        status.replaceSubrange(112 + 8 * index..<120 + 8 * index, with: little(word))
      }
      notes += note(1, status)
    }
    notes += note(6, [UInt8](auxiliary))
    var table = little(UInt64(files.count)) + little(4096)
    for file in files {
      for word in [file.start, file.end, file.offset] { table += little(word) }
    }
    for file in files { table += Array(file.path.utf8) + [0] }
    notes += note(0x4649_4c45, table)

    let headers = 64 + 56 * (segments.count + 1)
    var offset = headers + notes.count
    var result: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]
    result += [UInt8](repeating: 0, count: 8)
    // e_type 4, e_machine 62, e_version, e_entry, e_phoff, e_shoff, e_flags, sizes and counts.
    result += [4, 0, 62, 0, 1, 0, 0, 0]
    for word in [0, 64, 0] as [UInt64] { result += little(word) }
    result += [0, 0, 0, 0]
    result += [64, 0, 56, 0]
    result += little(UInt64(segments.count + 1), 2)
    result += [0, 0, 0, 0, 0, 0]
    result += header(type: 4, flags: 0, offset: headers, address: 0, fileSize: notes.count, size: 0)
    for segment in segments {
      result += header(
        type: 1,
        flags: 6,
        offset: offset,
        address: segment.start,
        fileSize: segment.contents.count,
        size: Int(segment.end - segment.start)
      )
      offset += segment.contents.count
    }
    result += notes
    for segment in segments { result += segment.contents }
    return result
  }

  private static func little(_ value: UInt64, _ count: Int = 8) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }

  private static func note(_ type: UInt64, _ contents: [UInt8]) -> [UInt8] {
    var note = little(5, 4)
    note += little(UInt64(contents.count), 4)
    note += little(type, 4)
    note += Array("CORE".utf8)
    note += [0, 0, 0, 0]
    note += contents
    note += [UInt8](repeating: 0, count: (4 - contents.count % 4) % 4)
    return note
  }

  private static func header(type: UInt64, flags: UInt64, offset: Int, address: UInt64, fileSize: Int, size: Int)
    -> [UInt8]
  {
    var header = little(type, 4)
    header += little(flags, 4)
    for word in [UInt64(offset), address, 0, UInt64(fileSize), UInt64(size), 4096] { header += little(word) }
    return header
  }
}
