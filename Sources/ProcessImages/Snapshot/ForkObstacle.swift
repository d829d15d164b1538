// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// What speaks against a copy of a process by the kernel, read from `/proc` and the process's cgroups.
enum ForkObstacle: Hashable, Sendable {
  /// The program's code has no place that is known to be safe.
  case noSite
  /// A shell or a supervisor stopped the job: no thread of it runs anything.
  case isStopped
  /// A filter may forbid the calls, or end the process for them.
  case filtered
  /// Pages that the process changes while the copy exists count twice.
  case memory(cgroup: String, free: Int, wanted: Int)
  case processes(cgroup: String, limit: Int)

  /// Whether it forbids a copy even to who asks for one by name.
  var isFinal: Bool { self != .filtered }

  /// Looks for obstacles; nil when there is none.
  ///
  /// - Parameter root: before paths of cgroups; empty but in tests.
  static func find(_ pid: Int, site: CopySite?, residentByteCount: Int, root: String = "") -> ForkObstacle? {
    guard site != nil else { return .noSite }
    let status = ProcText.read("\(pid)/status") ?? ""
    if field("State", in: status)?.first == "T" { return .isStopped }
    if let groups = ProcText.read("\(pid)/cgroup"), let mounts = ProcText.read("self/mountinfo") {
      if let place = CgroupPlace(controller: "memory", groups: groups, mounts: mounts),
        let found = memory(place, residentByteCount: residentByteCount, root: root)
      {
        return found
      }
      if let place = CgroupPlace(controller: "pids", groups: groups, mounts: mounts), let found = processes(place, root)
      {
        return found
      }
    }
    // 1 is the strict mode, which ends a process for any other call than to read, write and end.
    return (field("Seccomp", in: status).flatMap { Int($0) } ?? 0) != 0 ? .filtered : nil
  }

  private static func field(_ name: String, in status: String) -> Substring? {
    status.split(separator: "\n").first { $0.hasPrefix(name + ":") }?
      .split(whereSeparator: { $0 == "\t" || $0 == " " }).dropFirst().first
  }

  /// A fifth of the resident memory must be free, for the pages that are changed meanwhile.
  static func memory(_ place: CgroupPlace, residentByteCount: Int, root: String = "") -> ForkObstacle? {
    let wanted = residentByteCount / 5
    for folder in place.folders.map({ root + $0 }) {
      guard let limit = number(folder + (place.isVersion2 ? "/memory.max" : "/memory.limit_in_bytes")),
        let usage = number(folder + (place.isVersion2 ? "/memory.current" : "/memory.usage_in_bytes"))
      else { continue }
      // Files that nobody uses now are given up before anybody is refused memory.
      let name = place.isVersion2 ? "inactive_file " : "total_inactive_file "
      let reclaimable =
        contents(folder + "/memory.stat")?.split(separator: "\n").first { $0.hasPrefix(name) }?
        .split(separator: " ").last.flatMap { Int($0) } ?? 0
      let free = limit - max(0, usage - reclaimable)
      if free < wanted { return .memory(cgroup: folder, free: max(0, free), wanted: wanted) }
    }
    return nil
  }

  static func processes(_ place: CgroupPlace, _ root: String = "") -> ForkObstacle? {
    for folder in place.folders.map({ root + $0 }) {
      if let limit = number(folder + "/pids.max"), let count = number(folder + "/pids.current"), count >= limit {
        return .processes(cgroup: folder, limit: limit)
      }
    }
    return nil
  }

  /// A number; nil for `max`, and where there is no such file.
  private static func number(_ path: String) -> Int? {
    contents(path).flatMap { Int($0.prefix { $0.isNumber }) }
  }

  private static func contents(_ path: String) -> String? {
    do {
      let file = try MappedFile(path: path, limit: 1 << 20)
      return file.bytes.text
    } catch {
      // The topmost group has no such files, and a container may hide those above it.
      return nil
    }
  }
}

extension ForkObstacle: CustomStringConvertible {
  var description: String {
    switch self {
    case .noSite: "its code has no place at which a copy may be made"
    case .isStopped: "it is stopped as a job"
    case .filtered:
      "a seccomp filter is set on it, which may forbid a copy (the default ones of Docker and Kubernetes do not)"
    case .memory(let cgroup, let free, let wanted):
      "its cgroup \(cgroup) has \(free >> 20) MiB left, and \(wanted >> 20) MiB may be needed for pages that it changes meanwhile"
    case .processes(let cgroup, let limit): "its cgroup \(cgroup) has no room for another process (pids.max \(limit))"
    }
  }
}
