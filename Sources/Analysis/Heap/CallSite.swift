// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// A stack of a heap profile, with how much of what was allocated there is still in use.
package struct CallSite: Hashable, Sendable {
  /// The frames of the allocation, leaf first, inlined calls as frames of their own.
  package var frames: [CodeFrame]
  /// Objects in use, scaled from the sample to the whole as the profile has them.
  package var objects: Int64
  /// Bytes in use, scaled likewise.
  package var bytes: Int64
  /// Objects allocated since the program started, scaled likewise.
  package var allocatedObjects: Int64

  package init(frames: [CodeFrame], objects: Int64, bytes: Int64, allocatedObjects: Int64) {
    self.frames = frames
    self.objects = objects
    self.bytes = bytes
    self.allocatedObjects = allocatedObjects
  }

  /// The stacks of a heap profile that pass a function with an accepted name, equal stacks added, in the profile's order.
  ///
  /// O(samples + frames); names are read once a function, frames only of stacks that pass.
  package static func sites(in profile: Profile, through isMeant: (String) -> Bool) -> [CallSite] {
    let isMeantFunction = profile.functions.names.map { isMeant(profile.strings[$0]) }
    return sites(in: profile) { stack in
      profile.stacks[stack].contains { location in
        profile.locations.lines(of: Int(location)).contains { line in
          isMeantFunction[Int(profile.locations.lineFunctions[line])]
        }
      }
    }
  }

  /// The stacks that hold most bytes, the largest first.
  package static func largest(in profile: Profile, count: Int) -> [CallSite] {
    guard let bytes = profile.column(named: "inuse_space") else { return [] }
    var sums: [UInt32: Int64] = [:]
    for row in 0..<profile.samples.count {
      sums[profile.samples.stacks[row], default: 0] &+= profile.samples.value(row: row, column: bytes)
    }
    let largest = Set(sums.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(count).map(\.key))
    return sites(in: profile) { largest.contains(UInt32($0)) }.sorted { $0.bytes > $1.bytes }
  }

  private static func sites(in profile: Profile, where isWanted: (Int) -> Bool) -> [CallSite] {
    guard let objects = profile.column(named: "inuse_objects"), let bytes = profile.column(named: "inuse_space"),
      let allocated = profile.column(named: "alloc_objects")
    else { return [] }
    /// Position in `sites` by stack; -1 for stacks that are not wanted.
    var positions: [UInt32: Int] = [:]
    var sites: [CallSite] = []
    for row in 0..<profile.samples.count {
      let stack = profile.samples.stacks[row]
      if positions[stack] == nil {
        positions[stack] = isWanted(Int(stack)) ? sites.count : -1
        if positions[stack] != -1 {
          sites.append(
            CallSite(frames: profile.codeFrames(ofStack: Int(stack)), objects: 0, bytes: 0, allocatedObjects: 0)
          )
        }
      }
      guard let position = positions[stack], position >= 0 else { continue }
      sites[position].objects &+= profile.samples.value(row: row, column: objects)
      sites[position].bytes &+= profile.samples.value(row: row, column: bytes)
      sites[position].allocatedObjects &+= profile.samples.value(row: row, column: allocated)
    }
    return sites
  }
}
