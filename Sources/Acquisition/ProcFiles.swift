// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Reads `/proc`: small texts, links and lists of numbers; nothing is ever written.
struct ProcFiles: Sendable {
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
    guard let stat = text("\(pid)/stat"), let end = stat.lastIndex(of: ")"),
      let uptime = text("uptime")?.split(separator: " ").first.flatMap({ Double($0) })
    else { return nil }
    // The name in parentheses may hold anything; behind it come fields 3 and on, of which 22 is the start in ticks.
    let fields = stat[stat.index(after: end)...].split(separator: " ")
    guard fields.count > 19, let ticks = Double(fields[19]) else { return nil }
    let ticksPerSecond = Double(max(sysconf(Int32(_SC_CLK_TCK)), 1))
    return max(uptime - ticks / ticksPerSecond, 0)
  }
}
