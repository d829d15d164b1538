// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import ProcessImages

/// Made-up cgroups in a folder of their own.
struct ForkObstacleTests {
  private let root = FileManager.default.temporaryDirectory.appending(path: "stanch-cgroup-\(UUID())")

  private func write(_ path: String, _ text: String) throws {
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private func remove() { _ = try? FileManager.default.removeItem(at: root) }

  private let place = CgroupPlace(mountPoint: "/cg", group: "/shop/orders", isVersion2: true)

  @Test func `a fifth of the resident memory must be free in the group and in those above`() throws {
    defer { remove() }
    try write("cg/shop/orders/memory.max", "max\n")
    try write("cg/shop/orders/memory.current", "900\n")
    try write("cg/shop/memory.max", "1000\n")
    try write("cg/shop/memory.current", "900\n")
    #expect(ForkObstacle.memory(place, residentByteCount: 500, root: root.path) == nil)
    #expect(
      ForkObstacle.memory(place, residentByteCount: 505, root: root.path)
        == .memory(cgroup: root.path + "/cg/shop", free: 100, wanted: 101)
    )
    // Files in the page cache make room.
    try write("cg/shop/memory.stat", "anon 1\ninactive_file 50\n")
    #expect(ForkObstacle.memory(place, residentByteCount: 505, root: root.path) == nil)
  }

  @Test func `version 1 names its files otherwise`() throws {
    defer { remove() }
    try write("cg/memory.limit_in_bytes", "1000\n")
    try write("cg/memory.usage_in_bytes", "1000\n")
    let old = CgroupPlace(mountPoint: "/cg", group: "", isVersion2: false)
    #expect(
      ForkObstacle.memory(old, residentByteCount: 100, root: root.path)
        == .memory(cgroup: root.path + "/cg", free: 0, wanted: 20)
    )
  }

  @Test func `a group that is full of processes has no room for a copy`() throws {
    defer { remove() }
    try write("cg/shop/pids.max", "8\n")
    try write("cg/shop/pids.current", "7\n")
    #expect(ForkObstacle.processes(place, root.path) == nil)
    try write("cg/shop/pids.current", "8\n")
    #expect(ForkObstacle.processes(place, root.path) == .processes(cgroup: root.path + "/cg/shop", limit: 8))
    try write("cg/shop/pids.max", "max\n")
    #expect(ForkObstacle.processes(place, root.path) == nil)
  }

  @Test func `who asks for a copy gets it past a filter alone`() {
    #expect(!ForkObstacle.filtered.isFinal)
    #expect(ForkObstacle.noSite.isFinal && ForkObstacle.isStopped.isFinal)
    #expect(ForkObstacle.find(1, site: nil, residentByteCount: 0) == .noSite)
  }
}
