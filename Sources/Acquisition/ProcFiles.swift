// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Reads `/proc`: small texts, links and lists of numbers; nothing is ever written.
struct ProcFiles: Hashable, Sendable {
  var root = "/proc"

  /// The whole of a file as bytes; nil when it is gone or may not be read, which under `/proc` is ordinary.
  func bytes(_ path: String) -> [UInt8]? {
    do {
      // Foundation takes the first short read of a file without a size for its end, and so loses most of a long table.
      let file = try MappedFile(path: "\(root)/\(path)", limit: 64 << 20)
      return [UInt8](copying: file.bytes)
    } catch {
      return nil
    }
  }

  /// The whole of a file as bytes; throws when it is gone or may not be read, or is larger than `limit`.
  func contents(_ path: String, limit: Int = 64 << 20) throws(FileError) -> [UInt8] {
    let file = try MappedFile(path: "\(root)/\(path)", limit: limit)
    return [UInt8](copying: file.bytes)
  }

  /// The whole of a file as text.
  func text(_ path: String) -> String? {
    bytes(path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Where a link leads; nil when it is gone or may not be read.
  func link(_ path: String) -> String? {
    do {
      return try FileManager.default.destinationOfSymbolicLink(atPath: "\(root)/\(path)")
    } catch {
      return nil
    }
  }

  /// Names in a folder; nil when it is gone or may not be read.
  func names(_ path: String) -> [String]? {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(path)")
    } catch {
      return nil
    }
  }

  /// Processes that hold a socket open, and how many processes could not be looked into.
  func holders(ofSocket inode: String) -> (processes: [Int], hidden: Int) {
    let wanted = "socket:[\(inode)]"
    var holders: [Int] = []
    var hidden = 0
    for pid in (names("") ?? []).compactMap({ Int($0) }).sorted() {
      guard let descriptors = names("\(pid)/fd") else {
        hidden += 1
        continue
      }
      if descriptors.contains(where: { link("\(pid)/fd/\($0)") == wanted }) { holders.append(pid) }
    }
    return (holders, hidden)
  }

  /// Seconds since a process started, from its `stat` and the machine's uptime.
  func age(of pid: Int) -> Double? {
    guard let ticks = startTicks(of: pid),
      let uptime = text("uptime")?.split(separator: " ").first.flatMap({ Double($0) })
    else { return nil }
    let ticksPerSecond = Double(max(sysconf(Int32(_SC_CLK_TCK)), 1))
    return max(uptime - Double(ticks) / ticksPerSecond, 0)
  }

  /// When a process started, in clock ticks since the machine did; nil when there is none.
  func startTicks(of pid: Int) -> Int64? {
    statFields(of: pid).flatMap { $0.count > 19 ? Int64($0[19]) : nil }
  }

  /// Fields 3 and on of a process's `stat`: its state is the first of them.
  func statFields(of pid: Int) -> [Substring]? {
    // The name in parentheses may hold anything, parentheses too.
    guard let stat = text("\(pid)/stat"), let end = stat.lastIndex(of: ")") else { return nil }
    return stat[stat.index(after: end)...].split(separator: " ")
  }

  /// What of a process is resident, from `statm`, which costs nothing.
  func residentBytes(of pid: Int) -> Int64? {
    guard let fields = text("\(pid)/statm")?.split(separator: " "), fields.count > 1, let pages = Int64(fields[1])
    else { return nil }
    return pages * Int64(max(sysconf(Int32(_SC_PAGESIZE)), 1))
  }
}
