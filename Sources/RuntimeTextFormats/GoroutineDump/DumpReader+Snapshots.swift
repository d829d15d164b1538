// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

// Where goroutines and snapshots begin and end.

extension DumpReader {
  mutating func begin(_ header: GoroutineHeader, _ line: RawSpan, order: Int) {
    mayBeginDump = false
    if builder == nil {
      startSnapshot(order: order)
    } else if repeatsThreads {
      commit()
    } else {
      let isRunning = line.extracting(header.status).hasSameBytes(as: "running")
      if hasCauseSinceGoroutine {
        finishSnapshot()
        startSnapshot(order: order)
      } else if contains(header.id) {
        let caller = takeCallerOfNextDump()
        finishSnapshot()
        startSnapshot(order: order)
        if let caller { adopt(caller) }
      } else {
        commit()
        mayBeginDump = isRunning && hasTextSinceGoroutine
        dumpOrder = order
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
    labelText.removeAll(keepingCapacity: true)
    goroutine.start(header, state: builder?.state(line.extracting(header.status)) ?? 0)
    if !header.labels.isEmpty {
      let labels = line.extracting(header.labels)
      readLabels(labels)
      if mayBeginDump { for offset in 0..<labels.byteCount { labelText.append(labels.byte(at: offset)) } }
    }
  }

  /// The `[running]` goroutine after other text has a stack, so it is the caller of a new dump.
  mutating func beginDumpAtGoroutine() {
    mayBeginDump = false
    hasGoroutine = false
    finishSnapshot()
    startSnapshot(order: dumpOrder)
    hasGoroutine = true
    goroutine.labels = []
    let labels = labelText
    if !labels.isEmpty { readLabels(labels.span.asRawBytes) }
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

  mutating func commit() {
    guard hasGoroutine else { return }
    hasGoroutine = false
    if repeatsThreads, builder?.contains(goroutine.id) == true {
      builder?.replaceUnavailable(by: goroutine)
    } else {
      builder?.add(goroutine)
    }
  }

  mutating func startSnapshot(order: Int) {
    builder = SnapshotBuilder(order: order, crash: cause)
    cause = nil
    repeatsThreads = false
  }

  mutating func finishSnapshot() {
    commit()
    if let builder, builder.count > 0 { finished.add(builder) }
    builder = nil
  }

  /// Reads a line between goroutines.
  mutating func readOutside(_ line: RawSpan) {
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
      noteOtherText()
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
