// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// A row of a heap profile for tests: a stack, the size of an object, and how many were sampled.
package struct HeapRow: Sendable {
  /// Frames as `function file:line`, leaf first.
  package var frames: [String]
  package var size: Int64
  package var allocated: Int64
  package var inUse: Int64

  package init(_ frames: String..., size: Int64, allocated: Int64, inUse: Int64) {
    self.frames = frames
    self.size = size
    self.allocated = allocated
    self.inUse = inUse
  }
}

extension Profile {
  /// A heap profile as Go writes it, from sampled counts: values scaled and cut like src/runtime/pprof/protomem.go does.
  package static func heap(_ rows: [HeapRow], rate: Int64 = 512 << 10, at seconds: Double = 0) -> Profile {
    var profile = Profile()
    for (type, unit) in [
      ("alloc_objects", "count"), ("alloc_space", "bytes"), ("inuse_objects", "count"), ("inuse_space", "bytes"),
    ] {
      profile.sampleTypes.append(
        SampleType(type: profile.strings.intern(type), unit: profile.strings.intern(unit))
      )
    }
    profile.periodType = SampleType(type: profile.strings.intern("space"), unit: profile.strings.intern("bytes"))
    profile.period = rate
    profile.timeNanos = Int64((1_790_000_000 + seconds) * 1e9)
    var stacks: [UInt32] = []
    var labelSets: [UInt32] = []
    var columns: [[Int64]] = [[], [], [], []]
    var locationOfFrame: [String: UInt32] = [:]
    let sizeKey = profile.strings.intern("bytes")
    for row in rows {
      let locations = row.frames.map { frame in
        locationOfFrame[frame] ?? profile.appendLocation(frame, &locationOfFrame)
      }
      stacks.append(profile.stacks.intern(locations[...]))
      labelSets.append(profile.labelSets.intern([ProfileLabel(key: sizeKey, number: row.size)]))
      let kept = 1 - exponential(-Double(row.size) / Double(rate))
      for (column, count) in [(0, row.allocated), (2, row.inUse)] {
        columns[column].append(whole(Double(count) / kept))
        columns[column + 1].append(whole(Double(count) * Double(row.size) / kept))
      }
    }
    profile.samples = ProfileSamples(stacks: stacks, labelSets: labelSets, values: columns.flatMap { $0 })
    return profile
  }

  private mutating func appendLocation(_ frame: String, _ known: inout [String: UInt32]) -> UInt32 {
    let space = frame.lastIndex(of: " ") ?? frame.endIndex
    let place = frame[space...].dropFirst()
    let colon = place.lastIndex(of: ":") ?? place.endIndex
    functions.append(
      name: strings.intern(String(frame[..<space])),
      systemName: .empty,
      file: strings.intern(String(place[..<colon])),
      startLine: 0
    )
    locations.appendLine(
      function: UInt32(functions.count - 1),
      number: Int64(place[colon...].dropFirst()) ?? 0,
      column: 0
    )
    locations.append(address: UInt64(0x40_0000 + 16 * locations.count))
    known[frame] = UInt32(locations.count - 1)
    return UInt32(locations.count - 1)
  }
}

/// The number without its fraction, the largest for what does not fit.
private func whole(_ value: Double) -> Int64 { value < 0x1p62 ? Int64(value) : Int64.max }

/// e to a power at or below 0, to about 1e-12: tests need no library of mathematics.
private func exponential(_ x: Double) -> Double {
  // e^x = (e^(x/1024))^1024 with a short series inside.
  let y = x / 1024
  var value = 1 + y + y * y / 2 + y * y * y / 6 + y * y * y * y / 24
  for _ in 0..<10 { value *= value }
  return value
}
