// SPDX-License-Identifier: Apache-2.0

package import Evidence
package import ProcessImages

/// A Go program whose memory is to be read, wherever that memory is.
package enum GoProgram: Sendable {
  /// It runs, and is stopped for each snapshot.
  case live(LiveProgram)
  /// It was kept in a core or in a snapshot file; nothing is stopped.
  case recorded(RecordedProgram)

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

  package var debug: DebugInfo {
    switch self {
    case .live(let program): program.debug
    case .recorded(let program): program.debug
    }
  }

  /// What the next snapshot will cost the process; nil when there is none to be stopped.
  package func cost(_ limits: ProcessSnapshot.Limits = .init()) throws(SnapshotError) -> ProcessSnapshot.Cost? {
    switch self {
    case .live(let program): try program.cost(limits)
    case .recorded: nil
    }
  }

  /// The memory: of a program that runs as it is now, of one that was kept as it was then.
  package func snapshot(_ limits: ProcessSnapshot.Limits = .init()) throws(SnapshotError) -> ProcessSnapshot {
    switch self {
    case .live(let program): try program.snapshot(limits)
    case .recorded(let program): program.snapshot
    }
  }

  /// Takes a snapshot and reads it as a graph; throws a `SnapshotError` or a `HeapError`.
  package func graph(_ limits: ProcessSnapshot.Limits = .init()) throws -> (
    graph: ProgramGraph, snapshot: ProcessSnapshot
  ) {
    let snapshot = try snapshot(limits)
    return (try ProgramGraph(snapshot, debug: debug), snapshot)
  }

  /// Takes a snapshot and reads who holds what.
  ///
  /// Throws a `SnapshotError` or a `HeapError`; an address at which no object is held is one.
  /// - Parameter look: called with the graph when all else is done, to export it.
  package func retention(
    _ question: Question,
    limits: ProcessSnapshot.Limits = .init(),
    look: (ProgramGraph) throws -> Void = { _ in }
  ) throws -> HeapRetention {
    let (graph, snapshot) = try graph(limits)
    let showsValues = question.showsValues && snapshot.hasValues
    var result = RetentionReader(graph, showsValues: showsValues, limit: question.limit)
      .read(stop: HeapRetention.Stop(of: snapshot), type: question.type, address: question.address)
    result.gaps = snapshot.gaps + result.gaps
    if question.showsValues, !showsValues {
      result.gaps.append("the snapshot was taken without values (capture --heap --values keeps them)")
    }
    if let address = question.address, result.object == nil {
      throw HeapError.noObject("0x" + String(address, radix: 16))
    }
    try look(graph)
    return result
  }
}

extension HeapRetention.Stop {
  /// What a snapshot cost; nil when no process was stopped for it.
  package init?(of snapshot: ProcessSnapshot) {
    guard snapshot.stopped > .zero else { return nil }
    let parts = snapshot.stopped.components
    self.init(
      milliseconds: Double(parts.seconds) * 1e3 + Double(parts.attoseconds) * 1e-15,
      copiedBytes: snapshot.copiedByteCount,
      threads: snapshot.threads.count
    )
  }
}
