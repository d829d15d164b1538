// SPDX-License-Identifier: Apache-2.0

import Evidence

extension CallSite {
  /// The stacks of a heap profile with what they hold, equal stacks added; empty for profiles of anything else.
  ///
  /// Values of Go's heap profiles are already scaled from the sample to the whole (src/runtime/pprof/protomem.go).
  static func sites(in profile: Profile) -> [CallSite] {
    guard
      let objects = profile.column(named: "inuse_objects"), let bytes = profile.column(named: "inuse_space"),
      let allocated = profile.column(named: "alloc_objects")
    else { return [] }
    var rowOfStack: [UInt32: Int] = [:]
    var sites: [CallSite] = []
    for row in 0..<profile.samples.count {
      let stack = profile.samples.stacks[row]
      let index =
        rowOfStack[stack]
        ?? {
          sites.append(
            CallSite(frames: profile.codeFrames(ofStack: Int(stack)), objects: 0, bytes: 0, allocatedObjects: 0)
          )
          rowOfStack[stack] = sites.count - 1
          return sites.count - 1
        }()
      sites[index].objects &+= profile.samples.value(row: row, column: objects)
      sites[index].bytes &+= profile.samples.value(row: row, column: bytes)
      sites[index].allocatedObjects &+= profile.samples.value(row: row, column: allocated)
    }
    return sites
  }
}
