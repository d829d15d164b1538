// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Looks for memory that grows outside Go: what is resident less what Go says it holds.
///
/// RSS - (Sys - HeapReleased) is within 2 MiB of zero while all memory is Go's, and whatever C, mmap or a library takes
/// comes on top. Which line takes it, an execution trace shows: calls into C and into mmap have their stacks in it.
struct NativeExamination {
  let caseFile: CaseFile

  /// Growth below this over the watch is the noise of page tables, thread stacks and of readings a moment apart.
  private static let leastRise = 6.0 * 1024 * 1024
  private static let source = "/proc and memory statistics"

  func finding() -> Finding? {
    guard let outside, outside.isRising(byAtLeast: Self.leastRise), outside.last >= Self.leastRise else { return nil }
    // What Go has taken and not touched yet is not resident: while it is filled, the difference drifts upwards although
    // nothing but Go's own memory is there. Then the resident set does not grow with it.
    guard let resident, resident.rise >= 0.5 * outside.rise else { return nil }
    let isFileBacked = (fileBacked?.rise ?? 0) >= 0.6 * outside.rise
    let lines = isFileBacked ? mappingLines : mappingLines + nativeLines
    // A file that is mapped once and read fills up to its size: only mappings made again and again are kept ones.
    if isFileBacked && lines.isEmpty { return nil }
    let kind = NativeMemory()
    let line = lines.first
    let place = line.map { " at \(ShortPath($0.frame.location).text)" } ?? ""
    var finding = Finding(
      of: kind,
      level: .suspect,
      confidence: line == nil ? 0.8 : lines.count == 1 ? 0.88 : 0.8,
      title: "memory outside Go's heap grows by \(writtenBytes(Int64(saturating: outside.perSecond)))/s\(place)",
      proof: .accounting
    )
    finding.explanation =
      "The process holds \(writtenBytes(Int64(saturating: outside.last))) that Go did not allocate, "
      + "\(writtenBytes(Int64(saturating: outside.first))) when the watch began: "
      + (isFileBacked ? "mapped files." : "C's malloc, mmap, or a library's own memory.")
    finding.location = line.map { Finding.Location($0.frame, in: caseFile.capture.sources) }
    finding.alsoAt = lines.dropFirst().prefix(4).map {
      Finding.Location($0.frame, role: .allocatedAt, in: caseFile.capture.sources)
    }
    finding.growth = [outside.growth(.bytes)]
    finding.size.bytes = Int64(saturating: outside.last)
    finding.evidence = [outside.evidence("resident memory less what Go holds, RSS - (Sys - HeapReleased),", .bytes)]
    if let line { finding.evidence.append(line.evidence(among: lines)) }
    return finding
  }

  /// Memory outside Go at the moments at which both sides were read.
  private var outside: ProcessSeries? {
    ProcessSeries(
      pairs.map { pair in
        guard let rss = pair.look.rss, let committed = pair.statistics.committed else { return (pair.at, nil) }
        return (pair.at, Double(rss) - Double(pair.look.lazyFree ?? 0) - Double(committed))
      },
      source: Self.source,
      // Where statistics come with heap profiles only, there are four readings in a watch.
      least: 4
    )
  }

  private var resident: ProcessSeries? {
    ProcessSeries(pairs.map { ($0.at, $0.look.rss.map(Double.init)) }, source: Self.source, least: 4)
  }

  private var fileBacked: ProcessSeries? {
    ProcessSeries(pairs.map { ($0.at, $0.look.fileBacked.map(Double.init)) }, source: Self.source, least: 4)
  }

  /// Each look at the process with the reading of statistics nearest to it, at most a second and a half apart.
  private var pairs: [(at: Double?, look: ProcessLook, statistics: MemoryStatistics)] {
    let readings = caseFile.capture.memory.filter { $0.at != nil && $0.statistics.committed != nil }
    return caseFile.capture.processes.compactMap { observation in
      guard let at = observation.at,
        let nearest = readings.min(by: { abs(($0.at ?? 0) - at) < abs(($1.at ?? 0) - at) }),
        abs((nearest.at ?? 0) - at) <= 1.5
      else { return nil }
      return (at, observation.look, nearest.statistics)
    }
  }

  private var mappingLines: [CallingLine] {
    CallingLine.lines(
      of: [.syscall],
      through: [
        "syscall.Mmap", "syscall.mmap", "golang.org/x/sys/unix.Mmap", "golang.org/x/sys/unix.mmap",
        "syscall.(*mmapper)",
      ],
      in: caseFile
    )
  }

  /// Lines that call C: those that allocate by name first, since C.malloc, C.CString and C.CBytes do nothing else.
  private var nativeLines: [CallingLine] {
    let lines = CallingLine.lines(of: [.cgo], in: caseFile)
    let allocating = lines.filter { line in
      ["malloc", "calloc", "CString", "CBytes", "CMalloc", "alloc", "strdup", "_new", "_create"].contains {
        line.callee.contains($0)
      }
    }
    return allocating + lines.filter { !allocating.contains($0) }
  }
}
