// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Where goroutines stand, in terms that stay the same from dump to dump and from Go version to Go version.
///
/// The identity is the operation, the line, and the line of the `go` statement: never a closure's name or an address.
package struct GoroutinePlace: Hashable, Sendable {
  package var operation: BlockingOperation
  /// The first line of the service's own code, from the leaf; without one the outermost library frame.
  package var site: SourceLocation
  /// The `go` statement; nil for main and for formats that do not tell.
  package var creator: SourceLocation?
}

/// The frames of a group with their owners, and which of them matter.
package struct ResolvedStack: Hashable, Sendable {
  /// All frames shown, leaf first.
  package let frames: [CodeFrame]
  package let owners: [CodeOwner]
  /// The `go` statement and the function it is in.
  package let creator: CodeFrame?
  package let creatorOwner: CodeOwner?
  /// Index of the first frame of the service's own code.
  package let userIndex: Int?

  package init(frames: [CodeFrame], creator: CodeFrame?, ownership: CodeOwnership) {
    self.init(frames.map { ($0, ownership.owner(of: $0)) }, creator: creator, ownership: ownership)
  }

  /// Frames whose owners are known already.
  init(_ frames: [(frame: CodeFrame, owner: CodeOwner)], creator: CodeFrame?, ownership: CodeOwnership) {
    // The bottom frames of a profile say nothing: every goroutine has them.
    let shown = frames.filter { $0.frame.function != "runtime.goexit" && $0.frame.function != "runtime.main" }
    let kept = shown.isEmpty ? frames : shown
    self.frames = kept.map(\.frame)
    owners = kept.map(\.owner)
    self.creator = creator
    creatorOwner = creator.map { ownership.owner(of: $0) }
    userIndex = owners.firstIndex(of: .user)
  }

  /// The first frame of the service's own code; nil when the stack has none.
  package var userFrame: CodeFrame? { userIndex.map { frames[$0] } }

  /// The innermost frame that is neither runtime nor the service's: the library call that blocks.
  package var libraryFrame: CodeFrame? {
    let end = userIndex ?? frames.count
    return (0..<end).first { owners[$0] == .standardLibrary || owners[$0] == .dependency }.map { frames[$0] }
  }

  /// The function the goroutine was started with.
  package var entry: CodeFrame? { frames.last }

  /// Whether a frame of the given function is on the stack.
  package func contains(_ function: String) -> Bool { frames.contains { $0.function == function } }

  /// Whether a frame's function starts with the prefix.
  package func contains(prefix: String) -> Bool { frames.contains { $0.function.hasPrefix(prefix) } }

  /// Whether the library frames between the leaf and the service's own code hold one with this prefix.
  package func blocksIn(prefix: String) -> Bool {
    frames[..<(userIndex ?? frames.count)].contains { $0.function.hasPrefix(prefix) }
  }

  /// Whether the service's own code is on the stack or started it.
  package var hasOwnCode: Bool { userIndex != nil || creatorOwner == .user }

  /// Whether this is the main goroutine.
  package var isMain: Bool { creator == nil && frames.last?.function == "main.main" }

  /// What the place is called: the user's line, else the outermost library frame.
  package var siteFrame: CodeFrame? { userFrame ?? frames.last }
}
