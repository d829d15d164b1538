// SPDX-License-Identifier: Apache-2.0

import CProcessStop

/// A copy of a process that the kernel made, held still by a process of our own until `release`.
///
/// The holder notices when we die, ends the copy and frees the process of its remains.
@safe
final class HeldCopy {
  /// Shared with the holder; ours until `stanch_copy_release`, and then nil.
  private var state: UnsafeMutablePointer<stanch_copy>?
  /// The copy's number.
  let copy: Int
  let stopped: Duration
  let threads: [ProcessSnapshot.Thread]

  /// Stops a process, has it copied, and lets it go.
  ///
  /// - Parameters:
  ///   - bias: what is added to addresses of the executable.
  ///   - dwell: for tests: a step of the holder and for how many seconds it waits there.
  ///   - onHolder: for tests: called with the shared state before the holder is made.
  init(
    _ pid: Int,
    site: CopySite,
    bias: UInt64,
    limits: ProcessSnapshot.Limits,
    dwell: (step: Int32, seconds: Double)? = nil
  ) throws(SnapshotError) {
    let expected = try StoppedThreads.list(pid).count
    let names = ThreadNumbers(pid)
    guard let state = unsafe stanch_copy_new(Int32(pid), Int32(min(limits.threadLimit, expected * 2 + 4096))) else {
      throw .unreadable(pid: pid, what: "for want of memory, the threads")
    }
    unsafe state.pointee.patience_nanoseconds = UInt64(limits.patience * 1e9)
    unsafe state.pointee.longest_stop_nanoseconds = UInt64(limits.longestStop * 1e9)
    unsafe state.pointee.end = site.end &+ bias
    // As many places as the array has room for.
    let places = site.places.prefix(Int(STANCH_PLACE_LIMIT))
    unsafe state.pointee.place_count = Int32(places.count)
    unsafe withUnsafeMutableBytes(of: &state.pointee.places) { room in
      for (index, place) in places.enumerated() {
        unsafe room.storeBytes(of: place.lowerBound &+ bias, toByteOffset: 16 * index, as: UInt64.self)
        unsafe room.storeBytes(of: place.upperBound &+ bias, toByteOffset: 16 * index + 8, as: UInt64.self)
      }
    }
    if let dwell {
      unsafe state.pointee.dwell_step = dwell.step
      unsafe state.pointee.dwell_nanoseconds = UInt64(dwell.seconds * 1e9)
    }
    let failure = unsafe stanch_copy_hold(state)
    guard failure == 0 else {
      let error = unsafe Self.error(failure, state.pointee.code, state.pointee.failed_thread, pid: pid, limits)
      _ = unsafe stanch_copy_release(state)
      throw error
    }
    unsafe self.state = state
    copy = unsafe Int(state.pointee.copy)
    stopped = unsafe .nanoseconds(Int64(clamping: state.pointee.stopped_nanoseconds))
    threads = unsafe Self.threads(of: state, names)
  }

  /// The threads as the holder found them.
  private static func threads(
    of state: UnsafeMutablePointer<stanch_copy>,
    _ names: ThreadNumbers
  ) -> [ProcessSnapshot.Thread] {
    // The holder wrote so many, and writes no more.
    unsafe (0..<state.pointee.thread_count).map { index in
      var thread = unsafe stanch_copy_thread_at(state, index).pointee
      let words = unsafe withUnsafeBytes(of: &thread.words) { unsafe Array($0.bindMemory(to: UInt64.self)) }
      return ProcessSnapshot.Thread(
        id: names.ownNumber(of: thread.thread),
        registers: Array(words.prefix(Int(thread.word_count)))
      )
    }
  }

  private static func error(
    _ failure: Int32,
    _ code: Int32,
    _ thread: Int32,
    pid: Int,
    _ limits: ProcessSnapshot.Limits
  ) -> SnapshotError {
    switch UInt32(failure) {
    case STANCH_COPY_REFUSED.rawValue: StoppedThreads.refusal(pid: pid)
    case STANCH_COPY_DID_NOT_STOP.rawValue:
      .didNotStop(pid: pid, thread: Int(thread), seconds: limits.patience)
    case STANCH_COPY_TOO_MANY_THREADS.rawValue: .tooManyThreads(pid: pid, limit: limits.threadLimit)
    case STANCH_COPY_GONE.rawValue: .endedMeanwhile(pid: pid)
    case STANCH_COPY_TOO_SLOW.rawValue: .tooSlow(pid: pid, seconds: limits.longestStop)
    case STANCH_COPY_NO_PLACE.rawValue:
      .noCopy(pid: pid, what: "no thread of it waits at a place where one may be made")
    case STANCH_COPY_NOT_MADE.rawValue:
      .noCopy(pid: pid, what: "the kernel refused with error \(code) (its limits of processes or memory, or a filter)")
    case STANCH_COPY_FOREIGN.rawValue: .noCopy(pid: pid, what: "only programs for amd64 can be copied so")
    default: .noCopy(pid: pid, what: "the process that was to hold it ended")
    }
  }

  /// Ends the copy; whether the process was freed of all its remains.
  func release() -> Bool {
    guard let held = unsafe state else { return true }
    unsafe state = nil
    return unsafe stanch_copy_release(held) != 0
  }

  deinit { _ = release() }
}

/// What threads of a process call themselves: their numbers in the innermost name space.
struct ThreadNumbers {
  private let pid: Int
  /// Whether it lies in our own name space, so that the numbers are the same.
  private let isOurs: Bool

  init(_ pid: Int) {
    self.pid = pid
    isOurs = Self.numbers(ProcText.read("\(pid)/status")).count <= 1
  }

  func ownNumber(of thread: Int32) -> Int {
    if isOurs { return Int(thread) }
    return Self.numbers(ProcText.read("\(pid)/task/\(thread)/status")).last ?? Int(thread)
  }

  private static func numbers(_ status: String?) -> [Int] {
    guard let line = status?.split(separator: "\n").first(where: { $0.hasPrefix("NSpid:") }) else { return [] }
    return line.split(whereSeparator: { $0 == "\t" || $0 == " " }).compactMap { Int($0) }
  }
}
