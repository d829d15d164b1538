// SPDX-License-Identifier: Apache-2.0

package import Evidence

import ByteDecoding
import FoundationEssentials

/// Takes in files that were saved before: one bundle, or loose dumps, profiles and logs in any mixture.
package enum FileIntake {
  /// The capture in the files.
  ///
  /// Throws `IntakeError` when a file cannot be read or is not recognised: a file that the user named and that cannot be
  /// used must not be passed over.
  package static func capture(of paths: [String]) throws -> Capture {
    var loose: [LooseFile] = []
    for path in paths {
      let file = try open(path)
      let bytes = file.bytes
      if var capture = try BundleArchive.capture(in: bytes, name: path) {
        guard paths.count == 1 else {
          throw IntakeError(
            "\(path) is a bundle, and other files were given with it",
            remedy: "diagnose each by itself"
          )
        }
        capture.target.kind = .bundle
        capture.target.address = path
        return capture
      }
      loose.append(LooseFile(path: path, modified: modificationTime(path), byteCount: bytes.byteCount))
    }
    return try assemble(loose)
  }

  private struct LooseFile {
    var path: String
    /// Seconds since 1970; nil when unknown.
    var modified: Double?
    var byteCount: Int
  }

  private static func assemble(_ files: [LooseFile]) throws -> Capture {
    let names = files.map { $0.path.split(separator: "/").last.map(String.init) ?? $0.path }
    var target = TargetDescription(kind: .files, name: names.first ?? "", address: names.joined(separator: ", "))
    if names.count > 1 { target.name = "\(names.count) files" }
    // Files written at different moments tell when; equal times come from copying and tell nothing.
    let moments = files.compactMap(\.modified)
    let isTold =
      moments.count == files.count && Set(moments.map { $0.rounded() }).count == files.count && files.count > 1
    let ordered = isTold ? files.sorted { ($0.modified ?? 0) < ($1.modified ?? 0) } : files
    var read: [(file: LooseFile, pieces: (items: [EvidenceItem], gaps: [String]))] = []
    for file in ordered {
      let contents = try open(file.path)
      read.append((file, try EvidenceReader.items(in: contents.bytes, name: file.path)))
    }
    // What a file says of its time goes before what the file system says of the file.
    let said = read.map { instant(of: $0.pieces.items) ?? (isTold ? $0.file.modified : nil) }
    let earliest = read.compactMap { self.earliest(in: $0.pieces.items) } + said.compactMap { $0 }
    let started = said.contains { $0 != nil } ? earliest.min() : nil
    var capture = Capture(target: target, started: started)
    if let started, let last = said.compactMap({ $0 }).max() { capture.seconds = last - started }
    var assembler = CaptureAssembler(capture)
    for (file, instant) in zip(read, said) {
      var item = CaptureItem(source: file.file.path, bytes: file.file.byteCount)
      if let instant, let started { item.at = instant - started }
      assembler.add(file.pieces.items, gaps: file.pieces.gaps, item: item)
    }
    capture = assembler.finish()
    guard capture.hasEvidence else {
      let reasons = capture.items.compactMap { item in item.gap.map { "; \(item.source): \($0)" } }
      throw IntakeError(
        "the files hold no evidence" + reasons.joined(),
        remedy: "give goroutine dumps, profiles, statistics or logs"
      )
    }
    sortByLargestID(&capture)
    if let name = programName(of: capture) { capture.target.name = name }
    return capture
  }

  /// The moment that the evidence of a file speaks of, in seconds since 1970; nil when it does not tell.
  private static func instant(of items: [EvidenceItem]) -> Double? {
    items.lazy.compactMap { item -> Double? in
      switch item {
      case .profile(let profile): profile.timeNanos > 0 ? Double(profile.timeNanos) * 1e-9 : nil
      case .memory(let readings): readings.compactMap(\.instant).max()
      case .process(let looks): looks.compactMap(\.instant).max()
      case .trace(let trace): trace.started
      case .graph(let look): look.snapshots.last?.instant
      case .goroutines, .runtimeLog: nil
      }
    }.first
  }

  /// The first moment of a series in a file; nil when there is none.
  private static func earliest(in items: [EvidenceItem]) -> Double? {
    items.compactMap { item -> Double? in
      switch item {
      case .memory(let readings): readings.compactMap(\.instant).min()
      case .process(let looks): looks.compactMap(\.instant).min()
      default: nil
      }
    }.min()
  }

  /// Ids rise with time, so dumps of one process can be put in order even when nothing tells when they were taken.
  ///
  /// Profiles have no ids and keep their order, behind the dumps.
  private static func sortByLargestID(_ capture: inout Capture) {
    guard capture.goroutines.contains(where: { $0.at == nil }) else { return }
    let keyed = capture.goroutines.filter { $0.snapshot.form == .fullStacks }.map { observation in
      (observation, observation.snapshot.groups.compactMap { $0.ids.largest }.max() ?? 0)
    }
    capture.goroutines =
      keyed.sorted { $0.1 < $1.1 }.map(\.0) + capture.goroutines.filter { $0.snapshot.form != .fullStacks }
  }

  /// The folder of package main: what the program is most likely called.
  private static func programName(of capture: Capture) -> String? {
    for observation in capture.goroutines {
      let stacks = observation.snapshot.stacks
      for frame in stacks.allFrames {
        let code = stacks.codeFrame(frame)
        guard code.function == "main.main" else { continue }
        let folders = code.location.file.split(separator: "/").dropLast()
        if let folder = folders.last { return String(folder) }
      }
    }
    return nil
  }

  private static func open(_ path: String) throws -> MappedFile {
    do {
      return try MappedFile(path: path)
    } catch {
      throw IntakeError("\(error)", remedy: "check the path and its permissions")
    }
  }

  private static func modificationTime(_ path: String) -> Double? {
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      return (attributes[.modificationDate] as? Date)?.timeIntervalSince1970
    } catch {
      // Only the time is lost: the file itself was read.
      return nil
    }
  }
}
