// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Reads the lines of one stream of text, stripped of what a logger put around them, into snapshots.
///
/// State machine: outside a goroutine, inside one, inside its ancestors (GODEBUG=tracebackancestors). A header begins a
/// goroutine, a blank line ends it, and it is counted when the next header or the end comes. Lines that are neither
/// frames nor markers are skipped wherever they stand: logs interleave.
///
/// A header begins a new snapshot when since the last goroutine a crash line came, when it is `[running]` and other text
/// came, or when its id is one the snapshot has already. The last case finds out one goroutine late if the new dump began
/// with its `[running]` caller, which is then moved.
struct DumpReader {
  private enum Place { case outside, goroutine, skipped, ancestors }

  /// A function line that waits for its location line.
  private enum Awaiting {
    case nothing, location(function: Int), foreignLocation(function: Int), creator(function: Int)
  }

  private var place = Place.outside
  private var awaiting = Awaiting.nothing
  private var goroutine = PendingGoroutine()
  private var hasGoroutine = false
  private var builder: SnapshotBuilder?
  private var cause: CrashCause?
  private var hasCauseSinceGoroutine = false
  private var hasTextSinceGoroutine = false
  private var sawThreadSeparator = false
  private var repeatsThreads = false
  /// Snapshots that are complete, in the order of the input.
  var finished = SnapshotShelf()

  /// Whether the next line may be a frame.
  @inline(__always)
  var isInsideGoroutine: Bool { place != .outside }

  /// Whether a goroutine was met.
  var hasMetGoroutines: Bool { builder != nil || !finished.isEmpty }

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
    } else if let function = builder?.interner.function(line) {
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

// MARK: Goroutines and snapshots

extension DumpReader {
  private mutating func begin(_ header: GoroutineHeader, _ line: RawSpan, order: Int) {
    if builder == nil {
      startSnapshot(order: order)
    } else if repeatsThreads {
      commit()
    } else {
      let isRunning = line.extracting(header.status).hasSameBytes(as: "running")
      if hasCauseSinceGoroutine || (isRunning && hasTextSinceGoroutine) {
        finishSnapshot()
        startSnapshot(order: order)
      } else if contains(header.id) {
        let caller = takeCallerOfNextDump()
        finishSnapshot()
        startSnapshot(order: order)
        if let caller { adopt(caller) }
      } else {
        commit()
      }
    }
    hasCauseSinceGoroutine = false
    hasTextSinceGoroutine = false
    awaiting = .nothing
    guard header.id != 0 else {
      // Goroutine 0 is a thread's scheduler stack, once for every thread of a SIGQUIT dump: no goroutine.
      place = .skipped
      return
    }
    place = .goroutine
    hasGoroutine = true
    goroutine.start(header, state: builder?.state(line.extracting(header.status)) ?? 0)
    if !header.labels.isEmpty { readLabels(line.extracting(header.labels)) }
  }

  private mutating func readLabels(_ text: RawSpan) {
    GoroutineLabels.forEachPair(in: text) { range in
      if let pair = builder?.labelPair(text.extracting(range)) { goroutine.labels.append(pair) }
    }
  }

  private func contains(_ id: UInt64) -> Bool {
    if hasGoroutine, goroutine.id == id, id != 0 { return true }
    return builder?.contains(id) ?? false
  }

  private mutating func commit() {
    guard hasGoroutine else { return }
    hasGoroutine = false
    if repeatsThreads, builder?.contains(goroutine.id) == true {
      builder?.replaceUnavailable(by: goroutine)
    } else {
      builder?.add(goroutine)
    }
  }

  private mutating func startSnapshot(order: Int) {
    builder = SnapshotBuilder(order: order, crash: cause)
    cause = nil
    repeatsThreads = false
  }

  private mutating func finishSnapshot() {
    commit()
    if let builder, builder.count > 0 { finished.add(builder) }
    builder = nil
  }

  /// Reads a line between goroutines.
  private mutating func readOutside(_ line: RawSpan) {
    if line.byte(at: 0) == 0x2d, line.hasSameBytes(as: "-----") {
      // GOTRACEBACK=crash: each further thread repeats the signal's line and adds its own goroutines.
      sawThreadSeparator = true
    } else if let found = CrashLine.cause(line) {
      if sawThreadSeparator, found.kind == .quit {
        repeatsThreads = builder != nil
      } else if cause == nil || found.kind != .signal {
        if found.kind != .signal || builder == nil || line.byte(at: 0) != 0x5b { hasCauseSinceGoroutine = true }
        cause = found
      }
      sawThreadSeparator = false
    } else if let nested = CrashLine.nestedPanic(line), cause?.kind == .panic {
      cause?.message += "; panic: " + nested
    } else {
      hasTextSinceGoroutine = true
    }
  }

  /// Ends the input; `isCut` when its last line was not complete.
  mutating func finish(isCut: Bool, isAtSizeLimit: Bool) {
    if isCut || isAwaitingLocation, isInsideGoroutine, hasGoroutine {
      builder?.gaps.append("goroutine dump ends inside goroutine \(goroutine.id): counts are lower bounds")
    }
    if isAtSizeLimit {
      builder?.gaps.append(
        "Go ends this kind of dump at 64 MiB: further goroutines are missing, counts are lower bounds"
      )
    }
    finishSnapshot()
  }

  private var isAwaitingLocation: Bool {
    switch awaiting {
    case .nothing, .foreignLocation: false
    case .location, .creator: true
    }
  }
}

// MARK: The caller that turns out to begin the next dump

extension DumpReader {
  /// A goroutine with its names, on the way from one snapshot to the next.
  private struct Caller {
    var goroutine: PendingGoroutine
    var frames: [CodeFrame]
    var creator: CodeFrame?
  }

  /// Takes back the last goroutine when it is the `[running]` caller of the dump that has just been found to begin.
  private mutating func takeCallerOfNextDump() -> Caller? {
    guard hasGoroutine, let builder, builder.count > 0,
      GoroutineGroupTable.states[Int(goroutine.state)] == .running, !builder.contains(goroutine.id)
    else { return nil }
    hasGoroutine = false
    let stacks = builder.interner.stacks
    return Caller(
      goroutine: goroutine,
      frames: goroutine.frames.map { stacks.codeFrame(FrameID(index: $0)) },
      creator: goroutine.creator == .max ? nil : stacks.codeFrame(FrameID(index: goroutine.creator))
    )
  }

  private mutating func adopt(_ caller: Caller) {
    goroutine = caller.goroutine
    goroutine.labels = []
    goroutine.frames = caller.frames.compactMap { frame($0) }
    goroutine.creator = caller.creator.flatMap { frame($0) } ?? .max
    hasGoroutine = true
    commit()
  }

  private mutating func frame(_ frame: CodeFrame) -> UInt32? {
    let name = Array(frame.function.utf8)
    let location = Array(frame.location.description.utf8)
    guard let function = builder?.interner.function(name.span.asRawBytes) else { return nil }
    return builder?.interner.frame(
      function: function.index,
      text: location.span.asRawBytes,
      length: location.count,
      line: UInt32(frame.location.line)
    )
  }
}
