// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Descriptors: links as `ls -l` prints them, or counted already, and the tables that name sockets.
struct DescriptorLines {
  private static let socketLimit = 1 << 18

  /// Whether a list was there, be it empty.
  var isListed = false
  private var tally = DescriptorTally()
  private var held: [UInt64] = []
  private var sockets: [UInt64: KernelSocket] = [:]

  /// Reads `5 -> socket:[123]` or `lrwx------ 1 root root 64 Nov 21 14:50 5 -> socket:[123]`.
  mutating func readLink(_ line: RawSpan) {
    guard let arrow = line.firstOffset(of: " -> ", in: 0..<line.byteCount), arrow > 0 else { return }
    let space = line.lastOffset(of: 0x20, in: 0..<arrow) ?? -1
    var offset = space + 1
    // The name of an entry is the descriptor's number.
    guard line.decimal(at: &offset) != nil, offset == arrow else { return }
    let target = DescriptorTarget(link: line.extracting(arrow + 4..<min(line.byteCount, arrow + 4 + 4200)).text)
    if target.kind == .socket, let inode = target.inode, held.count < Self.socketLimit {
      held.append(inode)
    } else {
      tally.add(target)
    }
  }

  /// Reads `9000 file /var/log/orders-*.log`.
  mutating func readTally(_ line: RawSpan) {
    let fields = line.extracting(0..<min(line.byteCount, 4300)).text
      .split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
    guard fields.count >= 2, let count = Int(fields[0]), count > 0,
      let kind = ProcessLook.DescriptorGroup.Kind(rawValue: String(fields[1]))
    else { return }
    tally.add(kind: kind, target: fields.count > 2 ? String(fields[2]) : "", count: count)
  }

  mutating func readTable(_ line: RawSpan, transport: String) {
    add(KernelSocket(tableLine: line.extracting(0..<min(line.byteCount, 512)).text[...], transport: transport))
  }

  mutating func readSocket(_ line: RawSpan) {
    add(KernelSocket(line: line.extracting(0..<min(line.byteCount, 200)).text[...]))
  }

  private mutating func add(_ socket: KernelSocket?) {
    // Sockets in time-wait belong to no process and have the number 0.
    guard let socket, socket.inode != 0, sockets.count < Self.socketLimit else { return }
    sockets[socket.inode] = socket
  }

  mutating func apply(to look: inout ProcessLook) {
    guard isListed else { return }
    // The table is of the whole network name space: what another process listens at says nothing of our connections.
    var listening: Set<Int> = []
    for inode in held {
      if let socket = sockets[inode], socket.state == "listen", let port = socket.localPort { listening.insert(port) }
    }
    for inode in held {
      let detail = sockets[inode].map { $0.summary(listening: listening) } ?? ""
      tally.add(DescriptorTarget(kind: .socket, name: ""), detail: detail)
    }
    held = []
    look.descriptors = tally.groups()
  }
}
