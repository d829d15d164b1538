// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Names and owners of the frames of some stacks of profiles, each location resolved once.
///
/// The stacks that are told share most of their frames, and telling whose code a frame is takes longer than finding it.
final class StackResolver {
  private let profiles: [Profile]
  private let ownership: CodeOwnership
  /// The frames of the locations asked for so far, by profile and location.
  private var known: [UInt64: [(frame: CodeFrame, owner: CodeOwner)]] = [:]

  init(_ profiles: [Profile], ownership: CodeOwnership) {
    self.profiles = profiles
    self.ownership = ownership
  }

  /// A stack, leaf first, without a creator: profiles do not tell it.
  func stack(_ stack: Int, ofProfile number: Int) -> ResolvedStack {
    let profile = profiles[number]
    let frames = profile.stacks[stack].flatMap { location in
      let key = UInt64(number) << 32 | UInt64(location)
      if let frames = known[key] { return frames }
      let frames = profile.codeFrames(ofLocation: Int(location)).map { ($0, ownership.owner(of: $0)) }
      known[key] = frames
      return frames
    }
    return ResolvedStack(frames, creator: nil, ownership: ownership)
  }
}
