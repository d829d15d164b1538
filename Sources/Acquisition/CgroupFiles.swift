// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// Finds and reads the memory files of a process's cgroup and of those above it, version 1 or 2.
///
/// `/proc/PID/cgroup` tells the group's path as our own name space sees it, `/proc/self/mountinfo` where the tree is
/// mounted. Inside a container the tree often begins at the container's own group, so that the path is `/`.
struct CgroupFiles {
  private static let statistics = ["anon ", "inactive_file ", "rss ", "total_rss ", "total_inactive_file "]

  let proc: ProcFiles
  /// Before paths of mounts; empty but in tests.
  let fileSystem: String

  func read(_ pid: Int, into text: inout ProcessText) {
    guard let groups = proc.text("\(pid)/cgroup"), let mounts = proc.text("self/mountinfo") else { return }
    guard let place = CgroupPlace(controller: "memory", groups: groups, mounts: mounts) else {
      text.note("the cgroup's memory files are not mounted here")
      return
    }
    let limitFile = place.isVersion2 ? "memory.max" : "memory.limit_in_bytes"
    let usageFile = place.isVersion2 ? "memory.current" : "memory.usage_in_bytes"
    var hasUsage = false
    for folder in place.folders {
      if let limit = contents("\(folder)/\(limitFile)") { text.add("\(folder)/\(limitFile)", limit) }
      if !hasUsage, let usage = contents("\(folder)/\(usageFile)") {
        hasUsage = true
        text.add("\(folder)/\(usageFile)", usage)
        if let all = contents("\(folder)/memory.stat") {
          text.add("\(folder)/memory.stat", all, onlyLines: Self.statistics)
        }
      }
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
}
