// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ProcessImages

struct CgroupPlaceTests {
  @Test(arguments: [
    // Version 2, the whole tree.
    ("0::/a/b\n", "35 24 0:30 / /cg rw - cgroup2 c rw\n", "/cg", "/a/b", true),
    // In a container: the tree begins at the process's own group.
    ("0::/docker/x\n", "35 24 0:30 /docker/x /cg rw - cgroup2 c rw\n", "/cg", "", true),
    ("0::/\n", "35 24 0:30 / /cg rw - cgroup2 c rw\n", "/cg", "", true),
    // Version 1 with both trees mounted.
    (
      "4:memory:/box\n0::/\n",
      "35 24 0:30 / /cg/u rw - cgroup2 c rw\n36 24 0:31 / /cg/memory rw shared:1 - cgroup c rw,memory\n", "/cg/memory",
      "/box", false
    ),
  ])
  func `the group is found`(groups: String, mounts: String, mountPoint: String, group: String, isVersion2: Bool) {
    #expect(
      CgroupPlace(controller: "memory", groups: groups, mounts: mounts)
        == CgroupPlace(mountPoint: mountPoint, group: group, isVersion2: isVersion2)
    )
  }

  @Test func `a group outside of what is mounted is none`() {
    #expect(
      CgroupPlace(controller: "memory", groups: "0::/../other\n", mounts: "35 24 0:30 / /cg rw - cgroup2 c rw\n") == nil
    )
    #expect(
      CgroupPlace(controller: "memory", groups: "0::/a\n", mounts: "35 24 0:30 /b /cg rw - cgroup2 c rw\n") == nil
    )
    #expect(CgroupPlace(controller: "memory", groups: "0::/a\n", mounts: "") == nil)
  }

  @Test func `the folders go up to the mount point`() {
    let place = CgroupPlace(mountPoint: "/cg", group: "/a/b", isVersion2: true)
    #expect(place.folders == ["/cg/a/b", "/cg/a", "/cg"])
    #expect(CgroupPlace(mountPoint: "/cg", group: "", isVersion2: true).folders == ["/cg"])
  }
}
