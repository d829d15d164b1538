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
  /// How many of these may be libraries'.
  private static let libraryFileLimit = 8

  /// The files of the service's own code on the stacks of the largest groups, of their creators, and of calls into
  /// libraries that hold memory; of a stack without any own code, the file of the library that it is in.
  ///
  /// What is read lies below the roots and ends in `.go` (``SourceRoots``). A file that is not here or not readable is left
  /// out without a word: sources are a help, not evidence.
  package static func read(for capture: Capture, in roots: SourceRoots) -> [File] {
    let snapshots = capture.goroutines.map(\.snapshot)
    let frames = snapshots.lazy.flatMap { $0.stacks.allCodeFrames }
    let ownership = CodeOwnership(frames: frames, module: capture.target.module)
    var weights = Weights(ownership: ownership)
    for snapshot in snapshots.suffix(2) {
      for group in snapshot.groups {
        let creator = group.creator.map { [snapshot.stacks.codeFrame($0)] } ?? []
        weights.add(snapshot.stacks.codeFrames(of: group.stack) + creator, weight: group.count)
      }
    }
    var heapFrames: [CodeFrame] = []
    if let heap = capture.heaps.last {
      for site in CallSite.largest(in: heap.profile, count: 100) {
        weights.add(site.frames, weight: 1)
        heapFrames += site.frames
      }
    }
    var roots = roots
    roots.goVersion = capture.target.goVersion ?? ownership.goVersion
    roots.learnBuildFolders(from: frames)
    roots.learnBuildFolders(from: heapFrames)
    return weights.heaviest().compactMap { frame in
      guard let local = roots.localPath(of: frame) else { return nil }
      do {
        let file = try MappedFile(path: local, limit: byteLimit)
        return File(path: frame.location.file, bytes: [UInt8](copying: file.bytes))
      } catch {
        // Not readable or too large: the report shows the line without its text.
        return nil
      }
    }
  }

  /// How much goes through each file.
  private struct Weights {
    let ownership: CodeOwnership
    private var byFile: [String: (frame: CodeFrame, isOwn: Bool, weight: Int)] = [:]

    init(ownership: CodeOwnership) {
      self.ownership = ownership
    }

    /// Adds the frames of one stack that are worth reading, each file once.
    mutating func add(_ stack: [CodeFrame], weight: Int) {
      let readable = stack.filter { $0.location.file.hasSuffix(".go") }
      let own = readable.filter { ownership.owner(of: $0) == .user }
      let libraries: Set<CodeOwner> = [.dependency, .standardLibrary]
      let chosen = own.isEmpty ? readable.first { libraries.contains(ownership.owner(of: $0)) }.map { [$0] } ?? [] : own
      var seen: Set<String> = []
      for frame in chosen where seen.insert(frame.location.file).inserted {
        byFile[frame.location.file, default: (frame, !own.isEmpty, 0)].weight += weight
      }
    }

    /// A frame of each of the heaviest files, own code first.
    func heaviest() -> [CodeFrame] {
      let sorted = byFile.values.sorted {
        ($0.weight, $1.frame.location.file) > ($1.weight, $0.frame.location.file)
      }
      let own = sorted.filter(\.isOwn).prefix(fileLimit)
      let libraries = sorted.filter { !$0.isOwn }.prefix(libraryFileLimit)
      return (own + libraries).prefix(fileLimit).map(\.frame)
    }
  }
}
