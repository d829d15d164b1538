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

  /// Where the sockets of a process accept connections, each address as this machine reaches it, without doubles.
  ///
  /// - Parameters:
  ///   - held: numbers of the process's sockets.
  ///   - tables: the texts of `tcp`, `tcp6` and `unix` under `/proc/PID/net`.
  ///   - root: before the paths of Unix sockets: the process may have another root folder than we.
  static func addresses(
    held: Set<UInt64>,
    tcp: String,
    tcp6: String,
    unix: String,
    root: String
  ) -> [TargetAddress.Transport] {
    var found: [TargetAddress.Transport] = []
    for line in (tcp + "\n" + tcp6).split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 10, omittingEmptySubsequences: true)
      guard fields.count >= 10, fields[3] == "0A", let inode = UInt64(fields[9]), held.contains(inode) else { continue }
      let local = fields[1].split(separator: ":")
      guard local.count == 2, let port = Int(local[1], radix: 16), let host = host(String(local[0])) else { continue }
      found.append(.tcp(host: host, port: port))
    }
    for line in unix.split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 7, omittingEmptySubsequences: true)
      guard fields.count == 8, fields[3] == "00010000", let inode = UInt64(fields[6]), held.contains(inode),
        // An abstract name begins with an @ and is no path.
        fields[7].hasPrefix("/")
      else { continue }
      found.append(.unixSocket(path: root + fields[7]))
    }
    var seen: Set<TargetAddress.Transport> = []
    return found.filter { seen.insert($0).inserted }
  }

  /// The host to connect to for an address of the table: a loopback address where the socket is bound to every one.
  private static func host(_ hex: String) -> String? {
    switch binding(hex) {
    case .any, .anyV4: return "127.0.0.1"
    case .loopbackV4(let address): return address
    case .loopbackV6: return "::1"
    case .other: break
    }
    // The kernel prints words in the machine's byte order, which is the lowest byte first on all that we run on.
    var bytes: [UInt32] = []
    var rest = hex[...]
    while let word = UInt32(rest.prefix(8), radix: 16), rest.count >= 8 {
      bytes += [word & 0xFF, word >> 8 & 0xFF, word >> 16 & 0xFF, word >> 24]
      rest = rest.dropFirst(8)
    }
    if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
    guard bytes.count == 16 else { return nil }
    return stride(from: 0, to: 16, by: 2).map { String(bytes[$0] << 8 | bytes[$0 + 1], radix: 16) }.joined(
      separator: ":"
    )
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
