// SPDX-License-Identifier: Apache-2.0

/// Which sockets accept connections at an address, read from the kernel's tables under `/proc/net`.
///
/// A socket is known by its inode, the number that also stands in the links under `/proc/PID/fd`.
enum ListeningSockets {
  /// Inodes of the TCP sockets that a connection to this machine's `host` and `port` can reach.
  ///
  /// Sockets bound to the very address come before those bound to every address, as the kernel prefers them.
  /// - Parameters:
  ///   - tcp: the text of `/proc/net/tcp`.
  ///   - tcp6: the text of `/proc/net/tcp6`.
  static func tcp(host: String, port: Int, tcp: String, tcp6: String) -> [String] {
    let wantsV6 = host.contains(":")
    var exact: [String] = []
    var wildcard: [String] = []
    for line in (tcp + "\n" + tcp6).split(separator: "\n") {
      // sl, local address, remote address, state, queues, timer, retransmits, uid, timeout, inode
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      guard fields.count >= 10, fields[3] == "0A" else { continue }
      let local = fields[1].split(separator: ":")
      guard local.count == 2, Int(local[1], radix: 16) == port else { continue }
      let inode = String(fields[9])
      switch binding(String(local[0])) {
      case .any: wildcard.append(inode)
      case .anyV4: if !wantsV6 { wildcard.append(inode) }
      case .loopbackV4(let address):
        if !wantsV6, host == address || host.lowercased() == "localhost" { exact.append(inode) }
      case .loopbackV6: if wantsV6 || host.lowercased() == "localhost" { exact.append(inode) }
      case .other: continue
      }
    }
    return exact + wildcard
  }

  /// Inodes of the Unix sockets that listen at a path, from the text of `/proc/net/unix`.
  static func unix(path: String, table: String) -> [String] {
    table.split(separator: "\n").compactMap { line in
      // Num, RefCount, Protocol, Flags, Type, St, Inode, Path; the flag 0x10000 is "accepts connections".
      let fields = line.split(separator: " ", maxSplits: 7, omittingEmptySubsequences: true)
      guard fields.count == 8, fields[3] == "00010000", fields[7] == path[...] else { return nil }
      return String(fields[6])
    }
  }

  private enum Binding {
    case any
    case anyV4
    case loopbackV4(String)
    case loopbackV6
    case other
  }

  /// What an address of the table means; the kernel prints it as 32-bit words in the machine's byte order.
  private static func binding(_ hex: String) -> Binding {
    if hex == String(repeating: "0", count: 32) { return .any }
    if hex == "00000000" { return .anyV4 }
    if hex == "00000000000000000000000001000000" { return .loopbackV6 }
    // A v4 address within v6 ends in the same word.
    let isMapped = hex.count == 32 && hex.hasPrefix("0000000000000000FFFF0000")
    guard hex.count == 8 || isMapped, let word = UInt32(hex.suffix(8), radix: 16) else { return .other }
    let octets = [word & 0xFF, word >> 8 & 0xFF, word >> 16 & 0xFF, word >> 24]
    return octets[0] == 127 ? .loopbackV4(octets.map(String.init).joined(separator: ".")) : .other
  }
}
