// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Which file a part of a look is, from its header or its first line.
enum ProcessSection: Hashable {
  case instant
  case status
  case smapsRollup
  case smaps
  case limits
  case stat
  /// The links of the folder `fd`, as `ls -l` lists them.
  case descriptorLinks
  /// Descriptors counted by kind and target: `9000 file /var/log/orders-*.log`.
  case descriptorTally
  /// A table under `/proc/PID/net`.
  case socketTable(transport: String)
  /// Sockets by number: `KernelSocket.line`.
  case sockets
  /// Children as `STATE COUNT`, or as `ps` lists them.
  case children
  /// The numbers of a thread's children.
  case threadChildren
  case environment
  case cgroup(CgroupFile)
  /// What could not be read, a sentence a line.
  case gaps
  case unknown

  /// The files of a memory cgroup, by their names in version 2 and in version 1.
  enum CgroupFile: Hashable {
    case limit, usage, statistics
  }

  /// A line `==> NAME <==`.
  struct Header {
    var section: ProcessSection
    var name: String
    /// The process that the name tells.
    var pid: Int?
    /// What an `instant` header says.
    var instant: Double?
  }

  /// Reads a line as a header; nil when it is none, or one of files that have nothing to do with a process.
  static func header(_ line: RawSpan) -> Header? {
    guard line.has("==> ", at: 0), line.hasSuffix(" <=="), line.byteCount > 8, line.byteCount < 4200 else { return nil }
    let name = line.extracting(4..<line.byteCount - 4).text
    if name.hasPrefix("instant ") {
      guard let instant = Double(name.dropFirst(8)), (0...95_000_000_000).contains(instant) else { return nil }
      return Header(section: .instant, name: name, instant: instant)
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: true)
    if name.hasPrefix("/proc/"), parts.count >= 3 {
      let pid = Int(parts[1])
      guard pid != nil || parts[1] == "self" || parts[1] == "thread-self" else { return nil }
      return Header(section: processFile(parts[2...]), name: name, pid: pid)
    }
    if name.hasPrefix("/sys/fs/cgroup/") || name.contains("/memory."), let file = parts.last {
      return Header(section: cgroupFile(file), name: name)
    }
    switch name {
    case "descriptors": return Header(section: .descriptorTally, name: name)
    case "sockets": return Header(section: .sockets, name: name)
    case "children": return Header(section: .children, name: name)
    case "gaps": return Header(section: .gaps, name: name)
    default: return nil
    }
  }

  private static func processFile(_ path: ArraySlice<Substring>) -> ProcessSection {
    switch path.joined(separator: "/") {
    case "status": .status
    case "smaps_rollup": .smapsRollup
    case "smaps": .smaps
    case "limits": .limits
    case "stat": .stat
    case "fd": .descriptorLinks
    case "environ": .environment
    case "net/tcp": .socketTable(transport: "tcp")
    case "net/tcp6": .socketTable(transport: "tcp6")
    case "net/udp": .socketTable(transport: "udp")
    case "net/udp6": .socketTable(transport: "udp6")
    case "net/unix": .socketTable(transport: "unix")
    case let file where file.hasPrefix("task/") && file.hasSuffix("/children"): .threadChildren
    default: .unknown
    }
  }

  private static func cgroupFile(_ name: Substring) -> ProcessSection {
    switch name {
    case "memory.max", "memory.limit_in_bytes": .cgroup(.limit)
    case "memory.current", "memory.usage_in_bytes": .cgroup(.usage)
    case "memory.stat": .cgroup(.statistics)
    default: .unknown
    }
  }

  /// The file that begins with a line, for one saved without a header.
  static func beginning(with line: RawSpan) -> ProcessSection? {
    if line.has("Name:\t", at: 0) { return .status }
    if line.hasSuffix("[rollup]"), MapsLine(line) != nil { return .smapsRollup }
    if line.has("Limit  ", at: 0), line.firstOffset(of: "Soft Limit", in: 0..<line.byteCount) != nil { return .limits }
    if MapsLine(line) != nil { return .smaps }
    return nil
  }
}
