// SPDX-License-Identifier: Apache-2.0

/// A handle to a frame of one `StackTable`.
package struct FrameID: Hashable, Sendable {
  package var index: UInt32

  package init(index: UInt32) { self.index = index }
}

/// A handle to a stack of one `StackTable`.
package struct StackID: Hashable, Sendable {
  package var index: UInt32

  package init(index: UInt32) { self.index = index }
}

/// Interned frames and stacks over one string table.
///
/// Shape: a frame is (function, file, line), a stack a run of frame handles, leaf first, stored end to end. Equal frames
/// share a handle; equal stacks share a handle. Handles are dense from 0 and mean nothing in another table.
package struct StackTable: Sendable {
  /// One interned call.
  package struct Frame: Hashable, Sendable {
    package var function: StringID
    package var file: StringID
    /// The line, from 1; 0 when unknown.
    package var line: UInt32

    package init(function: StringID, file: StringID, line: UInt32) {
      self.function = function
      self.file = file
      self.line = line
    }
  }

  /// The names that the frames refer to.
  package var strings = StringTable()
  private var frames: [Frame] = []
  private var frameIndex: [Frame: UInt32] = [:]
  private var stackFrames: [FrameID] = []
  private var stackEnds: [Int] = []
  private var stackIndex: [[FrameID]: UInt32] = [:]

  package init() {}

  /// How many distinct stacks the table holds.
  package var stackCount: Int { stackEnds.count }

  /// How many distinct frames the table holds.
  package var frameCount: Int { frames.count }

  /// The handle of a frame, added when it is new.
  package mutating func intern(_ frame: Frame) -> FrameID {
    if let index = frameIndex[frame] { return FrameID(index: index) }
    let index = UInt32(frames.count)
    frames.append(frame)
    frameIndex[frame] = index
    return FrameID(index: index)
  }

  /// The handle of a stack, leaf first, added when it is new.
  package mutating func intern(stack: [FrameID]) -> StackID {
    if let index = stackIndex[stack] { return StackID(index: index) }
    let index = UInt32(stackEnds.count)
    stackFrames.append(contentsOf: stack)
    stackEnds.append(stackFrames.count)
    stackIndex[stack] = index
    return StackID(index: index)
  }

  /// The frames of a stack, leaf first.
  package func frames(of stack: StackID) -> ArraySlice<FrameID> {
    let index = Int(stack.index)
    return stackFrames[(index == 0 ? 0 : stackEnds[index - 1])..<stackEnds[index]]
  }

  /// The interned form of a frame.
  package subscript(frame: FrameID) -> Frame { frames[Int(frame.index)] }

  /// All frames, in the order in which they were added.
  package var allFrames: some Sequence<FrameID> {
    (0..<UInt32(frames.count)).lazy.map { FrameID(index: $0) }
  }

  /// All frames with their names resolved, one at a time: half a million of them would take a hundred megabytes.
  package var allCodeFrames: some Sequence<CodeFrame> {
    (0..<UInt32(frames.count)).lazy.map { codeFrame(FrameID(index: $0)) }
  }

  /// A frame with its names resolved.
  package func codeFrame(_ id: FrameID) -> CodeFrame {
    let frame = self[id]
    return CodeFrame(
      function: strings[frame.function],
      location: SourceLocation(file: strings[frame.file], line: Int(frame.line))
    )
  }

  /// The frames of a stack with their names resolved, leaf first.
  package func codeFrames(of stack: StackID) -> [CodeFrame] {
    frames(of: stack).map { codeFrame($0) }
  }
}
