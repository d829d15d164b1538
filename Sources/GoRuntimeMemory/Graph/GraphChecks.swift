// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// What must agree in a snapshot that was read rightly, whatever the version of Go.
///
/// A new version may change how the runtime keeps its heap in a way that no name of a field tells. Then numbers do not add
/// up, and those that rest on the part which does not are not shown.
struct GraphChecks {
  /// What was read, in the order in which one thing rests on another.
  enum Part: Int, Comparable {
    /// Which objects there are.
    case totals
    /// Who points to whom.
    case pointers
    /// Of what type they are.
    case types

    static func < (first: Part, second: Part) -> Bool { first.rawValue < second.rawValue }
  }

  /// What failed, each as a sentence without a full stop that says what is left out.
  private(set) var failures: [(part: Part, sentence: String)] = []

  /// The first part that failed; what rests on it, or on a later one, is not to be trusted.
  var first: Part? { failures.map(\.part).min() }

  init(_ program: ProgramGraph) {
    checkSpans(program)
    checkPointers(program)
    checkTypes(program)
  }

  /// The pages of all spans in use, which the runtime counts itself (`gcController.heapInUse`, runtime/mgcpacer.go).
  private mutating func checkSpans(_ program: ProgramGraph) {
    let heap = program.heap
    guard let controller = heap.layout.optionalAddress("runtime.gcController"),
      let field = heap.layout.optionalField("runtime.gcControllerState", "heapInUse"),
      let told = heap.memory.word(at: controller &+ field.offset), told > 0
    else { return }
    let found = heap.spans.reduce(UInt64(0)) { $0 &+ $1.byteCount }
    // A span may be on its way in or out while the process stands still.
    let difference = found > told ? found - told : told - found
    if difference > max(told / 1000, 8 << 20) {
      failures.append(
        (
          .totals,
          "spans of \(found) bytes were found where the runtime counts \(told): this Go keeps its heap in a way that is not "
            + "known, and no sizes, paths or types are shown"
        )
      )
    }
  }

  /// Words that the collector follows lead to objects, or out of the heap.
  private mutating func checkPointers(_ program: ProgramGraph) {
    let edges = program.graph.edgeCount
    if program.graph.danglingCount * 100 > edges {
      failures.append(
        (
          .pointers,
          "\(program.graph.danglingCount) of \(edges) pointers lead to no object: sizes, paths and types are left out"
        )
      )
    } else if program.retained.first != program.graph.byteCount {
      failures.append(
        (.pointers, "what all roots retain differs from what is reached: sizes, paths and types are left out")
      )
    }
  }

  /// Headers of objects name types of the program.
  private mutating func checkTypes(_ program: ProgramGraph) {
    let (count, strange) = (program.types.headerCount, program.types.strangeHeaderCount)
    if strange * 100 > count, strange > 16 {
      failures.append(
        (.types, "\(strange) of \(count) objects name no type of the program: types and paths are left out")
      )
    }
  }
}
