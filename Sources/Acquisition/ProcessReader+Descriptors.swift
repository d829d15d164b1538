// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

extension ProcessReader {
  /// Counts descriptors by kind and folded path, without the state of sockets.
  func countDescriptors(into text: inout ProcessText) {
    var tally = DescriptorTally()
    guard follow(into: &text, { _, link in tally.add(DescriptorTarget(link: link)) }) else { return }
    text.add("descriptors", lines: Self.lines(of: &tally))
  }

  /// Lists descriptors as they are while they are few, else by target; sockets with their state.
  func listDescriptors(into text: inout ProcessText) {
    var links: [(name: String, link: String)] = []
    guard follow(into: &text, { links.append(($0, $1)) }) else { return }
    let held = Set(links.compactMap { DescriptorTarget(link: $0.link).inode })
    let sockets = held.isEmpty ? [] : sockets(held, into: &text)
    if links.count <= Self.listedDescriptors {
      text.add("/proc/\(pid)/fd", lines: links.map { "\($0.name) -> \($0.link)" })
      if !sockets.isEmpty { text.add("sockets", lines: sockets.map(\.line)) }
      return
    }
    let listening = Set(sockets.filter { $0.state == "listen" }.compactMap(\.localPort))
    let summaries = Dictionary(sockets.map { ($0.inode, $0.summary(listening: listening)) }) { first, _ in first }
    var tally = DescriptorTally()
    for (_, link) in links {
      let target = DescriptorTarget(link: link)
      tally.add(target, detail: target.inode.flatMap { summaries[$0] } ?? "")
    }
    text.add("descriptors", lines: Self.lines(of: &tally))
  }

  private static func lines(of tally: inout DescriptorTally) -> [String] {
    tally.groups().map { "\($0.count) \($0.kind.rawValue)" + ($0.target.isEmpty ? "" : " \($0.target)") }
  }

  /// Calls `body` with every descriptor's number and link; false when they may not be listed.
  private func follow(into text: inout ProcessText, _ body: (String, String) -> Void) -> Bool {
    do {
      let count = try FolderLinks.read("\(proc.root)/\(pid)/fd", limit: Self.descriptorLimit, body)
      if count > Self.descriptorLimit {
        text.note("of \(count) descriptors only the first \(Self.descriptorLimit) were looked at")
      }
      return true
    } catch {
      text.note("descriptors were not listed: \(error.reason)")
      return false
    }
  }

  /// The sockets with these numbers, from the tables of the process's own network name space.
  private func sockets(_ held: Set<UInt64>, into text: inout ProcessText) -> [KernelSocket] {
    var found: [KernelSocket] = []
    for transport in ["tcp", "tcp6", "udp", "udp6", "unix"] {
      let table: [UInt8]
      do {
        // A hundred thousand connections of a machine take 15 MB.
        table = try proc.contents("\(pid)/net/\(transport)", limit: 16 << 20)
      } catch {
        text.note(error, "net/\(transport)")
        continue
      }
      for line in table.split(separator: UInt8(ascii: "\n")) {
        let start = String(decoding: line.prefix(300), as: UTF8.self)
        guard let socket = KernelSocket(tableLine: start[...], transport: transport), held.contains(socket.inode)
        else { continue }
        found.append(socket)
      }
    }
    return found
  }
}
