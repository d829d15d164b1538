// SPDX-License-Identifier: Apache-2.0

/// Where the cgroup of a process is mounted, version 1 or 2: a mounted tree, and the group in it.
package struct CgroupPlace: Hashable, Sendable {
  package var mountPoint: String
  /// Below the mount point: empty, or with a slash at the start.
  package var group: String
  package var isVersion2: Bool

  /// Deeper trees do not exist.
  private static let depthLimit = 64

  package init(mountPoint: String, group: String, isVersion2: Bool) {
    self.mountPoint = mountPoint
    self.group = group
    self.isVersion2 = isVersion2
  }

  /// Finds the group that a controller (`memory`, `pids`) limits; nil when its tree is not mounted or the group lies outside.
  ///
  /// - Parameters:
  ///   - groups: the text of `/proc/PID/cgroup`.
  ///   - mounts: the text of `/proc/self/mountinfo`.
  package init?(controller: String, groups: String, mounts: String) {
    var version1: Substring?
    var version2: Substring?
    for line in groups.split(separator: "\n") {
      // hierarchy, controllers, path
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      if fields[1].split(separator: ",").contains(controller[...]) { version1 = fields[2] }
      if fields[0] == "0", fields[1].isEmpty { version2 = fields[2] }
    }
    let trees = mounts.split(separator: "\n").compactMap(Mount.init)
    if let version1, let tree = trees.first(where: { $0.type == "cgroup" && $0.options.contains(controller[...]) }) {
      guard let group = tree.group(at: version1) else { return nil }
      self.init(mountPoint: tree.mountPoint, group: group, isVersion2: false)
      return
    }
    guard let version2, let tree = trees.first(where: { $0.type == "cgroup2" }), let group = tree.group(at: version2)
    else { return nil }
    self.init(mountPoint: tree.mountPoint, group: group, isVersion2: true)
  }

  /// The folders of the group and of those above it, innermost first.
  package var folders: [String] {
    let parts = group.split(separator: "/").map(String.init)
    return (0...min(parts.count, Self.depthLimit)).map { left in
      ([mountPoint] + parts.dropLast(left)).joined(separator: "/")
    }
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
