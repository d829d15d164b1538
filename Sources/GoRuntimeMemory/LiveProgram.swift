// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
package import Evidence
package import ProcessImages

/// A running Go program whose memory is to be read: all that can be learned of it before it is stopped.
package struct LiveProgram: Sendable {
  package let pid: Int
  private let debug: DebugInfo

  /// Reads the executable of a process; throws a `HeapError`, or a `FileError` or `DecodingError` of the file.
  ///
  /// The process is not touched.
  package init(pid: Int) throws {
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
    let image = try ELFFile(file.bytes)
    // EM_X86_64.
    guard image.machine == 62 else { throw HeapError.foreignProcessor }
    do {
      _ = try GoBuildInfo(of: image, in: file.bytes)
    } catch {
      throw HeapError.notGo
    }
    debug = DebugInfo(of: image, in: file.bytes)
    guard !debug.types.isEmpty else { throw HeapError.stripped }
  }

  /// What the stop will cost the process.
  package func cost() throws(SnapshotError) -> ProcessSnapshot.Cost { try ProcessSnapshot.cost(of: pid) }

  /// What is wanted of the memory.
  package struct Question: Hashable, Sendable {
    /// Objects of types whose name fits; `*` stands for anything.
    package var type: String?
    package var address: UInt64?
    /// Whether keys of maps are written as they are.
    package var showsValues = false
    package var limit = 15

    package init() {}
  }

  /// Stops the process, copies its memory, lets it go, and reads who holds what.
  ///
  /// Throws a `SnapshotError` or a `HeapError`; an address at which no object is held is one.
  package func retention(_ question: Question, limits: ProcessSnapshot.Limits) throws -> HeapRetention {
    let snapshot = try ProcessSnapshot.take(pid, limits: limits)
    let program = try ProgramGraph(snapshot, debug: debug)
    let stop = HeapRetention.Stop(snapshot)
    let result = RetentionReader(program, showsValues: question.showsValues, limit: question.limit)
      .read(stop: stop, type: question.type, address: question.address)
    if let address = question.address, result.object == nil {
      throw HeapError.noObject("0x" + String(address, radix: 16))
    }
    return result
  }

  /// Stops the process, copies its memory, and lets it go.
  package func snapshot(_ limits: ProcessSnapshot.Limits) throws -> ProcessSnapshot {
    try ProcessSnapshot.take(pid, limits: limits)
  }

  /// Notes every object that a snapshot holds; `instant` is the moment in seconds since 1970.
  package func inventory(of snapshot: ProcessSnapshot, at instant: Double) throws(HeapError) -> GraphInventory {
    GrowthReader(try ProgramGraph(snapshot, debug: debug)).inventory(at: instant, HeapRetention.Stop(snapshot))
  }

  /// Reads who holds what has grown since an earlier snapshot.
  package func look(
    at snapshot: ProcessSnapshot,
    at instant: Double,
    since earlier: GraphInventory?
  ) throws(HeapError) -> ObjectGraphLook {
    let reader = GrowthReader(try ProgramGraph(snapshot, debug: debug))
    return reader.look(at: instant, HeapRetention.Stop(snapshot), since: earlier)
  }
}

extension HeapRetention.Stop {
  /// What taking a snapshot cost.
  init(_ snapshot: ProcessSnapshot) {
    let parts = snapshot.stopped.components
    self.init(
      milliseconds: Double(parts.seconds) * 1e3 + Double(parts.attoseconds) * 1e-15,
      copiedBytes: snapshot.copiedByteCount,
      threads: snapshot.threads.count
    )
  }
}
