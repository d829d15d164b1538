// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Reads the lines of one stream of text, stripped of what a logger put around them, into snapshots.
///
/// State machine: outside a goroutine, inside one, inside its ancestors (GODEBUG=tracebackancestors). A header begins a
/// goroutine, a blank line ends it, and it is counted when the next header or the end comes. Lines that are neither
/// frames nor markers are skipped wherever they stand: logs interleave.
///
/// A header begins a new snapshot when since the last goroutine a crash line came, when other text came and it is
/// `[running]` with a stack (goroutines that run on other threads have none), or when its id is one the snapshot has already. The last case finds out one goroutine late if the new dump began
/// with its `[running]` caller, which is then moved.
struct DumpReader {
  enum Place { case outside, goroutine, skipped, ancestors }

  /// A function line that waits for its location line.
  enum Awaiting {
    case nothing, location(function: Int), foreignLocation(function: Int), creator(function: Int)
  }

  var place = Place.outside
  var awaiting = Awaiting.nothing
  var goroutine = PendingGoroutine()
  var hasGoroutine = false
  var builder: SnapshotBuilder?
  var cause: CrashCause?
  var hasCauseSinceGoroutine = false
  var hasTextSinceGoroutine = false
  /// Whether any line was none of a dump's: another format may find something in it.
  private(set) var hasMetOtherText = false
  var sawThreadSeparator = false
  var repeatsThreads = false
  /// Whether the goroutine begins a new dump if it turns out to have a stack; its place and labels until then.
  var mayBeginDump = false
  var dumpOrder = 0
  var labelText: [UInt8] = []
  /// Snapshots that are complete, in the order of the input.
  var finished = SnapshotShelf()

  /// Whether the next line may be a frame.
  @inline(__always)
  var isInsideGoroutine: Bool { place != .outside }

  /// Whether a goroutine was met.
  var hasMetGoroutines: Bool { builder != nil || !finished.isEmpty }

  mutating func noteOtherText() {
    hasTextSinceGoroutine = true
    hasMetOtherText = true
  }

  /// Reads one line; `order` is its place in the input.
  @inline(__always)
  mutating func read(_ line: RawSpan, order: Int) {
    guard line.byteCount > 0 else {
      place = .outside
      awaiting = .nothing
      return
    }
    if place == .goroutine {
      readInside(line, order: order)
    } else if line.has("goroutine ", at: 0), let header = GoroutineHeader(line) {
      begin(header, line, order: order)
    } else if place == .outside {
      readOutside(line)
    }
  }

  @inline(__always)
  private mutating func readInside(_ line: RawSpan, order: Int) {
    switch line.byte(at: 0) {
    case 0x09: readLocation(line, from: 1)
    case 0x67 where line.has("goroutine ", at: 0):
      if let header = GoroutineHeader(line) { begin(header, line, order: order) }
    case 0x63 where line.has("created by ", at: 0): readCreator(line)
    case 0x2e where line.has("...", at: 0) && line.hasSuffix("frames elided..."): goroutine.isElided = true
    case 0x5b where line.has("[originating from goroutine ", at: 0): place = .ancestors
    case 0x20:
      var start = 1
      while start < line.byteCount, line.byte(at: start) == 0x20 { start += 1 }
      readLocation(line, from: start)
    case 0x23 where line.has("#011", at: 0): readLocation(line, from: 4)  // rsyslog's tab
    default: readFunction(line)
    }
  }

  @inline(__always)
  private mutating func readFunction(_ line: RawSpan) {
    if mayBeginDump { beginDumpAtGoroutine() }
    if let open = FrameLine.argumentsStart(line), line.firstOffset(of: 0x20, in: 0..<open) == open {
      guard let function = builder?.interner.function(line.extracting(0..<open)) else { return giveUpStack() }
      awaiting = .location(function: function.index)
      if function.telling != .none || goroutine.keepsArguments {
        goroutine.readArguments(line, open: open, telling: function.telling)
      }
    } else if line.has("non-Go function", at: 0) {
      guard let function = builder?.interner.function(line.extracting(0..<15)) else { return giveUpStack() }
      awaiting = .foreignLocation(function: function.index)
      if line.has(" at pc=", at: 15) { addFrame(function: function.index, text: line, length: 0, line: 0) }
    } else if case .location = awaiting {
      // Something else's line between a function and its location: keep waiting.
      hasMetOtherText = true
    } else if let function = builder?.interner.function(line) {
      hasMetOtherText = true
      awaiting = .foreignLocation(function: function.index)
    }
  }

  private mutating func readCreator(_ line: RawSpan) {
    var end = line.byteCount
    if let space = line.lastOffset(of: 0x20, in: 11..<end), line.extracting(0..<space).hasSuffix(" in goroutine") {
      var offset = space + 1
      goroutine.creatorID = line.decimal(at: &offset)
      end = space - 13
    }
    guard end > 11, let function = builder?.interner.function(line.extracting(11..<end)) else { return giveUpStack() }
    awaiting = .creator(function: function.index)
  }

  @inline(__always)
  private mutating func readLocation(_ line: RawSpan, from start: Int) {
    let text = line.extracting(start..<line.byteCount)
    switch awaiting {
    case .location(let function):
      guard let (length, number) = FrameLine.location(text) else { return }
      addFrame(function: function, text: text, length: length, line: number)
    case .creator(let function):
      guard let (length, number) = FrameLine.location(text) else { return }
      awaiting = .nothing
      guard let frame = builder?.interner.frame(function: function, text: text, length: length, line: number) else {
        return giveUpStack()
      }
      goroutine.creator = frame
    case .foreignLocation(let function):
      // A cgo symbolizer's frame ends with its program counter and may have no file.
      guard text.firstOffset(of: "pc=0x", in: 0..<text.byteCount) != nil else { return awaiting = .nothing }
      let (length, number) = FrameLine.location(text) ?? (0, 0)
      addFrame(function: function, text: text, length: length, line: number)
    case .nothing:
      if text.has("goroutine running on other thread; stack unavailable", at: 0) { goroutine.standing = .unavailable }
    }
  }

  @inline(__always)
  private mutating func addFrame(function: Int, text: RawSpan, length: Int, line: UInt32) {
    awaiting = .nothing
    guard let frame = builder?.interner.frame(function: function, text: text, length: length, line: line) else {
      return giveUpStack()
    }
    if goroutine.frames.count < PendingGoroutine.frameLimit {
      goroutine.frames.append(frame)
    } else {
      goroutine.isElided = true
    }
  }

  /// The tables are full: the goroutine will be counted by its state alone.
  private mutating func giveUpStack() {
    awaiting = .nothing
    goroutine.standing = .other
  }
}
