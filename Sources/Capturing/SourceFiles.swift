// SPDX-License-Identifier: Apache-2.0

import Analysis
import ByteDecoding
package import Evidence

/// Reads the source files that stacks name, where they are readable on this machine.
package enum SourceFiles {
  /// A file as it is now.
  package struct File: Sendable {
    /// The path that stack frames use.
    package var path: String
    package var bytes: [UInt8]
  }

  /// Larger files are generated, and no reader wants them.
  private static let byteLimit = 1 << 20
  private static let fileLimit = 64

  /// The files of the service's own code on the stacks of the largest groups, of their creators, and of calls into
  /// libraries that hold memory.
  ///
  /// Only paths ending in `.go` are opened. A file that is not here or not readable is left out without a word: sources
  /// are a help, not evidence.
  package static func read(for capture: Capture, in roots: SourceRoots) -> [File] {
    let snapshots = capture.goroutines.map(\.snapshot)
    let frames = snapshots.flatMap { snapshot in snapshot.stacks.allFrames.map { snapshot.stacks.codeFrame($0) } }
    let ownership = CodeOwnership(frames: frames, module: capture.target.module)
    func own(_ frames: [CodeFrame]) -> Set<String> {
      Set(frames.filter { ownership.owner(of: $0) == .user }.map(\.location.file))
    }
    var weight: [String: Int] = [:]
    for snapshot in snapshots.suffix(2) {
      for group in snapshot.groups {
        let creator = group.creator.map { [snapshot.stacks.codeFrame($0)] } ?? []
        for path in own(snapshot.stacks.codeFrames(of: group.stack) + creator) {
          weight[path, default: 0] += group.count
        }
      }
    }
    if let heap = capture.heaps.last {
      for site in CallSite.largest(in: heap.profile, count: 100) {
        for path in own(site.frames) { weight[path, default: 0] += 1 }
      }
    }
    let paths = weight.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
    return paths.filter { $0.hasSuffix(".go") }.prefix(fileLimit).compactMap { path in
      guard let local = roots.localPath(of: path) else { return nil }
      do {
        let file = try MappedFile(path: local, limit: byteLimit)
        return File(path: path, bytes: [UInt8](copying: file.bytes))
      } catch {
        // Not here, not readable or too large: the report shows the line without its text.
        return nil
      }
    }
  }
}
