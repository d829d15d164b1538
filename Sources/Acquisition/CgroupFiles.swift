// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Finds and reads the memory files of a process's cgroup and of those above it, version 1 or 2.
///
/// `/proc/PID/cgroup` tells the group's path as our own name space sees it, `/proc/self/mountinfo` where the tree is
/// mounted. Inside a container the tree often begins at the container's own group, so that the path is `/`.
struct CgroupFiles {
  /// Deeper trees do not exist.
  private static let depthLimit = 64
  private static let statistics = ["anon ", "inactive_file ", "rss ", "total_rss ", "total_inactive_file "]

  let proc: ProcFiles
  /// Before paths of mounts; empty but in tests.
  let fileSystem: String

  /// A mounted tree, and the group in it.
  struct Place: Hashable {
    var mountPoint: String
    /// Below the mount point: empty, or with a slash at the start.
    var group: String
    var isVersion2: Bool
  }

  func read(_ pid: Int, into text: inout ProcessText) {
    guard let groups = proc.text("\(pid)/cgroup"), let mounts = proc.text("self/mountinfo") else { return }
    guard let place = Self.place(groups: groups, mounts: mounts) else {
      text.note("the cgroup's memory files are not mounted here")
      return
    }
    let limitFile = place.isVersion2 ? "memory.max" : "memory.limit_in_bytes"
    let usageFile = place.isVersion2 ? "memory.current" : "memory.usage_in_bytes"
    var parts = place.group.split(separator: "/")
    var hasUsage = false
    for _ in 0..<Self.depthLimit {
      let folder = ([place.mountPoint] + parts.map(String.init)).joined(separator: "/")
      if let limit = contents("\(folder)/\(limitFile)") { text.add("\(folder)/\(limitFile)", limit) }
      if !hasUsage, let usage = contents("\(folder)/\(usageFile)") {
        hasUsage = true
        text.add("\(folder)/\(usageFile)", usage)
        if let all = contents("\(folder)/memory.stat") {
          text.add("\(folder)/memory.stat", all, onlyLines: Self.statistics)
        }
      }
      if parts.isEmpty { break }
      parts.removeLast()
    }
  }

  private func contents(_ path: String) -> [UInt8]? {
    do {
      let file = try MappedFile(path: fileSystem + path, limit: 1 << 20)
      return [UInt8](copying: file.bytes)
    } catch {
      // The topmost group has no such files, and a container may hide those above it.
      return nil
    }
  }

  /// Where the group that limits memory is; nil when its tree is not mounted or the group lies outside of it.
  static func place(groups: String, mounts: String) -> Place? {
    var version1: Substring?
    var version2: Substring?
    for line in groups.split(separator: "\n") {
      // hierarchy, controllers, path
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      if fields[1].split(separator: ",").contains("memory") { version1 = fields[2] }
      if fields[0] == "0", fields[1].isEmpty { version2 = fields[2] }
    }
    let trees = mounts.split(separator: "\n").compactMap(Mount.init)
    if let version1, let tree = trees.first(where: { $0.type == "cgroup" && $0.options.contains("memory") }) {
      return tree.group(at: version1).map { Place(mountPoint: tree.mountPoint, group: $0, isVersion2: false) }
    }
    guard let version2, let tree = trees.first(where: { $0.type == "cgroup2" }) else { return nil }
    return tree.group(at: version2).map { Place(mountPoint: tree.mountPoint, group: $0, isVersion2: true) }
  }

  /// A line of mountinfo (proc(5)).
  private struct Mount {
    var root: String
    var mountPoint: String
    var type: Substring
    var options: [Substring]

    init?(_ line: Substring) {
      let fields = line.split(separator: " ")
      guard fields.count >= 10, let dash = fields.dropFirst(6).firstIndex(of: "-"), fields.count > dash + 3 else {
        return nil
      }
      root = String(fields[3])
      // Blanks in paths are written as octal numbers.
      mountPoint = String(fields[4]).replacing("\\040", with: " ")
      type = fields[dash + 1]
      options = fields[dash + 3].split(separator: ",")
    }

    /// The path below the mount point.
    func group(at path: Substring) -> String? {
      if path.split(separator: "/").contains("..") { return nil }
      if root == "/" { return path == "/" ? "" : String(path) }
      if path == root[...] { return "" }
      return path.hasPrefix(root + "/") ? String(path.dropFirst(root.count)) : nil
    }
  }
}
