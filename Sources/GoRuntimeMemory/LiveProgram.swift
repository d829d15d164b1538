// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
package import Evidence
package import ProcessImages

/// A running Go program whose memory is to be read: all that can be learned of it before it is stopped.
package struct LiveProgram: Sendable {
  package let pid: Int
  let debug: DebugInfo
  /// What of its constants explains the heap.
  private let areas: ConstantAreas
  /// Where its code may be used to copy the process; nil for a runtime of another form.
  let site: CopySite?

  /// Reads the executable of a process; throws a `HeapError`, or a `FileError` or `DecodingError` of the file.
  ///
  /// The process is not touched.
  /// - Parameter executable: path of an unstripped build of the same code, for a program that was stripped.
  package init(pid: Int, executable: String? = nil) throws {
    self.pid = pid
    let path = "/proc/\(pid)/exe"
    // It opens the file that runs, even when it was replaced or deleted since.
    let file: MappedFile
    do {
      file = try MappedFile(path: path)
    } catch {
      if error.isMissing { throw SnapshotError.noSuchProcess(pid: pid) }
      // Who may not see the executable may not look into the memory either; what to change is the same.
      throw error.isForbidden ? ProcessSnapshot.refusal(of: pid) : error
    }
    let image = try Self.image(of: file)
    if let executable {
      debug = try DebugTwin.debugInformation(at: executable, of: image, in: file.bytes)
    } else {
      debug = DebugInfo(of: image, in: file.bytes)
      guard !debug.types.isEmpty else { throw HeapError.stripped }
    }
    areas = ConstantAreas(image, in: file.bytes)
    site = Self.site(debug, image, in: file.bytes)
  }

  /// The headers of a Go program for amd64.
  static func image(of file: borrowing MappedFile) throws -> ELFFile {
    let image = try ELFFile(file.bytes)
    // EM_X86_64.
    guard image.machine == 62 else { throw HeapError.foreignProcessor }
    do {
      _ = try GoBuildInfo(of: image, in: file.bytes)
    } catch {
      throw HeapError.notGo
    }
    return image
  }

  /// The runtime's functions that wait and that end the process.
  ///
  /// Both are assembly of a few instructions (runtime/sys_linux_amd64.s), the same from Go 1.21 to 1.27. The callers of
  /// `futex` ask again what they wait for, and those of `usleep` do not look at the result.
  private static func site(_ debug: DebugInfo, _ image: ELFFile, in bytes: RawSpan) -> CopySite? {
    let wanted = ["runtime.futex", "runtime.usleep", "runtime.exit"].map { Array($0.utf8) }
    var found = [[Range<UInt64>]](repeating: [], count: wanted.count)
    for function in debug.functions where function.low < function.high {
      debug.withName(function.name) { name in
        if let index = wanted.firstIndex(where: { name.hasSameBytes(as: $0.rawBytes) }) {
          found[index].append(function.low..<function.high)
        }
      }
    }
    for ending in found[2] {
      if let site = CopySite(waiting: found[0] + found[1], ending: ending, of: image, in: bytes) { return site }
    }
    return nil
  }

  /// How the memory will be taken, and what that will cost the process.
  package func cost(_ limits: ProcessSnapshot.Limits = .init()) throws(SnapshotError) -> ProcessSnapshot.Cost {
    try ProcessSnapshot.cost(of: pid, site: site, method: limits.method)
  }

  /// Stops the process, copies its memory, and lets it go; throws a `SnapshotError`.
  package func snapshot(_ limits: ProcessSnapshot.Limits) throws(SnapshotError) -> ProcessSnapshot {
    try ProcessSnapshot.take(pid, site: site, limits: limits)
  }

  /// Writes a snapshot of this program as records that need neither the process nor its executable, piece by piece.
  ///
  /// Throws a `HeapError`, and what `write` throws.
  /// - Parameter values: whether to write what strings, bytes and numbers hold.
  package func write(_ snapshot: ProcessSnapshot, values: Bool, _ write: ([UInt8]) throws -> Void) throws {
    var filter = values ? nil : try ValueFilter(snapshot, debug: debug, areas: areas)
    try SnapshotWriter(snapshot, sections: debug.sections).write(filter: &filter, write)
  }

  package typealias Question = GoProgram.Question

  /// Stops the process, copies its memory, lets it go, and reads who holds what.
  ///
  /// Throws a `SnapshotError` or a `HeapError`; an address at which no object is held is one.
  /// - Parameter look: called with the graph when all else is done, to export it.
  package func retention(
    _ question: Question,
    limits: ProcessSnapshot.Limits,
    look: (ProgramGraph) throws -> Void = { _ in }
  ) throws -> HeapRetention {
    try GoProgram.live(self).retention(question, limits: limits, look: look)
  }
}
