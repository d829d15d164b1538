// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Looks for threads that grow in number, and for the goroutines that keep them.
struct ThreadExamination {
  let caseFile: CaseFile
  let goroutines: [GoroutineStory]

  /// With something that keeps them; fewer come and go with calls into the system that take long.
  private static let leastRise = 5.0
  /// With nothing to be seen that keeps them: the runtime starts a thread whenever calls into the system keep all others,
  /// and never ends it, so that a service under ever more load climbs to a high-water mark of some tens.
  private static let leastRiseAlone = 20.0

  /// What was found, and the index of the goroutine story that it is a part of, when it is.
  func finding() -> (finding: Finding, owner: Int?)? {
    guard let series, series.isRising(byAtLeast: Self.leastRise) else { return nil }
    let owner = goroutines.firstIndex { $0.keepsThreads }
    // Best the line from which calls had not returned when the trace ended: about as many as threads came meanwhile.
    let expected = series.perSecond * caseFile.capture.traces.reduce(0) { $0 + $1.trace.seconds }
    let pending = CallingLine.lines(of: [.cgo, .syscall], counting: \.pending, in: caseFile).first {
      Double($0.count) >= max(2, 0.5 * expected)
    }
    guard owner != nil || pending != nil || series.rise >= Self.leastRiseAlone else { return nil }
    // A C library may start threads of its own.
    let calls = CallingLine.lines(of: [.cgo], in: caseFile)
    let frame = owner.flatMap { lockingLine(of: goroutines[$0]) } ?? (pending ?? calls.first)?.frame
    let kind = ThreadLeak()
    var finding = Finding(
      of: kind,
      level: .suspect,
      confidence: owner == nil && pending == nil ? 0.7 : 0.85,
      title: "threads grow by \(writtenPace(series.perSecond))/s"
        + (frame.map { " at \(ShortPath($0.location).text)" } ?? ""),
      proof: .statistical
    )
    finding.explanation =
      "\(Int(series.first)) operating-system threads at first, \(Int(series.last)) now. "
      + "A thread is kept by a call into C or the system that does not return, or by runtime.LockOSThread."
    finding.location = frame.map { Finding.Location($0, in: caseFile.capture.sources) }
    finding.growth = [series.growth(.threads)]
    finding.size.threads = Int(series.last)
    finding.evidence = [series.evidence("threads", .threads)]
    return (finding, owner)
  }

  private var series: ProcessSeries? {
    let logged = caseFile.capture.runtimeLogs.map(\.log.schedules).max { $0.count < $1.count }
    return ProcessSeries(caseFile.capture, look: \.threads, stated: \.threads)
      ?? ProcessSeries(schedules: logged ?? [])
  }

  /// The line that locks the thread, where the source of a function on the members' stacks shows one.
  private func lockingLine(of story: GoroutineStory) -> CodeFrame? {
    guard story.isLockedToThreads else { return nil }
    for (frame, owner) in zip(story.lead.stack.frames, story.lead.stack.owners) where owner == .user {
      // Upwards from where it waits, to the head of its function.
      for line in stride(from: frame.location.line, to: max(0, frame.location.line - 200), by: -1) {
        let location = SourceLocation(file: frame.location.file, line: line)
        guard let statement = SourceContext(caseFile.capture.sources, at: location).statement else { break }
        if statement.contains("runtime.LockOSThread()") {
          return CodeFrame(function: frame.function, location: location)
        }
        if statement.hasPrefix("func ") { break }
      }
    }
    return nil
  }
}

extension GoroutineStory {
  /// Whether each member keeps a thread: locked to it, or in a call into C or the system.
  var keepsThreads: Bool {
    isLockedToThreads || kind is GoroutineBlockedSyscall || series.contains { $0.place.operation == .syscall }
  }

  /// Whether most members are locked to a thread of their own.
  var isLockedToThreads: Bool { series.reduce(0) { $0 + $1.lockedToThread } * 2 > count }
}
