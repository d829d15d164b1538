// SPDX-License-Identifier: Apache-2.0

/// A socket of a process, as the kernel's tables under `/proc/PID/net` list it.
///
/// Ports tell what a connection is for; addresses are not kept, because they say nothing about a leak and much about a
/// network. Source: net/ipv4/tcp_ipv4.c `tcp4_seq_show`, net/unix/af_unix.c `unix_seq_show`.
package struct KernelSocket: Hashable, Sendable {
  /// `tcp`, `tcp6`, `udp`, `udp6` or `unix`.
  package var transport: String
  /// For example `established`, `close-wait`, `listen`; `connected` and `unconnected` for Unix sockets.
  package var state: String
  package var inode: UInt64
  package var localPort: Int?
  package var remotePort: Int?

  package init(transport: String, state: String, inode: UInt64, localPort: Int? = nil, remotePort: Int? = nil) {
    self.transport = transport
    self.state = state
    self.inode = inode
    self.localPort = localPort
    self.remotePort = remotePort
  }

  /// Reads a line of a table; nil for the line of column names and for what is no such line.
  package init?(tableLine line: Substring, transport: String) {
    let fields = line.split(separator: " ", maxSplits: 11, omittingEmptySubsequences: true)
    if transport == "unix" {
      // Num, RefCount, Protocol, Flags, Type, St, Inode, Path; the flag 0x10000 is "accepts connections".
      guard fields.count >= 7, fields[0].hasSuffix(":"), let inode = UInt64(fields[6]) else { return nil }
      let state = fields[3] == "00010000" ? "listen" : fields[5] == "03" ? "connected" : "unconnected"
      self.init(transport: transport, state: state, inode: inode)
      return
    }
    // sl, local address, remote address, state, queues, timer, retransmits, uid, timeout, inode
    guard fields.count >= 10, fields[0].hasSuffix(":"), let code = Int(fields[3], radix: 16),
      let inode = UInt64(fields[9]), let local = Self.port(of: fields[1]), let remote = Self.port(of: fields[2])
    else { return nil }
    let state = Self.states.indices.contains(code) ? Self.states[code] : "state-\(code)"
    self.init(transport: transport, state: state, inode: inode, localPort: local, remotePort: remote)
  }

  /// The names of include/net/tcp_states.h by number; a UDP socket uses 7 for "not connected".
  private static let states = [
    "unknown", "established", "syn-sent", "syn-recv", "fin-wait-1", "fin-wait-2", "time-wait", "close", "close-wait",
    "last-ack", "listen", "closing", "new-syn-recv",
  ]

  private static func port(of address: Substring) -> Int? {
    address.lastIndex(of: ":").flatMap { Int(address[address.index(after: $0)...], radix: 16) }
  }

  /// What descriptors of one purpose share: `tcp close-wait to port 5432`, `tcp established at port 8080`.
  ///
  /// - Parameter listening: the ports at which the process accepts connections: a connection of such a port came in.
  package func summary(listening: Set<Int>) -> String {
    let name = transport == "tcp6" ? "tcp" : transport == "udp6" ? "udp" : transport
    guard let localPort else { return "\(name) \(state)" }
    if state == "listen" || listening.contains(localPort) { return "\(name) \(state) at port \(localPort)" }
    guard let remotePort, remotePort > 0 else { return "\(name) \(state)" }
    return "\(name) \(state) to port \(remotePort)"
  }

  /// The line of the `sockets` section of a look: number, transport, state, local and remote port.
  package var line: String { "\(inode) \(transport) \(state) \(localPort ?? 0) \(remotePort ?? 0)" }

  /// Reads such a line.
  package init?(line: Substring) {
    let fields = line.split(separator: " ", maxSplits: 6, omittingEmptySubsequences: true)
    guard fields.count == 5, let inode = UInt64(fields[0]), fields[1].count <= 8, fields[2].count <= 16,
      let local = Int(fields[3]), let remote = Int(fields[4])
    else { return nil }
    let hasPorts = fields[1] != "unix"
    self.init(
      transport: String(fields[1]),
      state: String(fields[2]),
      inode: inode,
      localPort: hasPorts ? local : nil,
      remotePort: hasPorts ? remote : nil
    )
  }
}
