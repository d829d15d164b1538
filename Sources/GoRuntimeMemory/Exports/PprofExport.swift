// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import ProfileFormats

/// The graph as a profile: of each object the shortest path from its root is the stack.
///
/// `go tool pprof -http` shows it as a flame graph whose widths are what hangs below a path; flat values are the objects at
/// its end. Steps are functions; a path that leads back to itself is in it once.
enum PprofExport {
  /// The profile in profile.proto, compressed.
  static func encode(_ program: ProgramGraph) -> [UInt8] {
    let bytes = ProfileProtoEncoder.encode(profile(program))
    return GzipDeflater.deflate(bytes.rawBytes)
  }

  static func profile(_ program: ProgramGraph) -> Profile {
    let patterns = PathPatterns(program)
    var writer = PathWriter(program)
    writer.isPattern = true
    var profile = Profile()
    profile.sampleTypes = [
      .init(type: profile.strings.intern("inuse_objects"), unit: profile.strings.intern("count")),
      .init(type: profile.strings.intern("inuse_space"), unit: profile.strings.intern("bytes")),
    ]
    profile.defaultSampleType = profile.sampleTypes[1].type
    profile.comments = [profile.strings.intern("shortest paths from roots to objects, \(program.heap.version)")]
    var locations: [String: UInt32] = [:]
    // The location of each pattern; that of the one above when it shows nothing.
    var stacks: [[UInt32]] = [[]]
    var counts: [UInt32: (objects: Int64, bytes: Int64)] = [:]
    for pattern in patterns.patterns.indices.dropFirst() {
      let above = stacks[Int(patterns.patterns[pattern].parent)]
      let name = writer.step(of: UInt32(pattern), in: patterns)
      guard !name.isEmpty else {
        stacks.append(above)
        continue
      }
      if locations[name] == nil {
        let text = profile.strings.intern(name)
        profile.functions.append(name: text, systemName: text, file: .empty, startLine: 0)
        profile.locations.appendLine(function: UInt32(profile.functions.count - 1), number: 0, column: 0)
        profile.locations.append(address: 0)
        locations[name] = UInt32(profile.locations.count - 1)
      }
      stacks.append([locations[name] ?? 0] + above)
    }
    for (pattern, stack) in zip(patterns.patterns, stacks).dropFirst() where pattern.count > 0 && pattern.bytes > 0 {
      let number = profile.stacks.intern(stack[...])
      counts[number, default: (0, 0)].objects += Int64(pattern.count)
      counts[number, default: (0, 0)].bytes += Int64(clamping: pattern.bytes)
    }
    let rows = counts.sorted { $0.key < $1.key }
    profile.samples = ProfileSamples(
      stacks: rows.map(\.key),
      labelSets: rows.map { _ in 0 },
      values: rows.map(\.value.objects) + rows.map(\.value.bytes)
    )
    return profile
  }
}
