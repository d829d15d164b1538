// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Calls between the nodes of a report, each once, with the values of the samples that show it.
///
/// A call counts once a sample. It is `inlined` when every sample shows it so, and `residual` when some sample shows it over
/// nodes that were cut.
package struct CallTable: Sendable {
  package struct Call: Hashable, Sendable {
    package var caller: Int
    package var callee: Int
    package var weight: Int64
    package var isInlined: Bool
    package var isResidual: Bool
  }

  package private(set) var calls: [Call] = []

  package init() {}

  /// Counts the calls between the kept nodes (all when nil) to the wanted ones (all when nil).
  init(
    _ stacks: LocationStackTable,
    _ table: ProfileNodeTable,
    sums: StackSums,
    kept: [Bool]?,
    isWanted: [Bool]?
  ) {
    var index = KeyIndex(expected: 256)
    var lastStack: [Int] = []
    /// The call by which each node was reached last: mostly the next one is the same.
    var lastCall = [Int](repeating: -1, count: table.nodes.count)
    let locations = stacks.locations
    // Where only few calls are asked for, most locations are passed over with one look.
    let isPassed = isWanted.map { isWanted in
      table.ends.indices.map { location in !table.range(location).contains { isWanted[Int(table.nodeOfLine[$0])] } }
    }
    for stack in 0..<stacks.count where sums.isUsed[stack] {
      var caller = -1
      var isResidual = false
      let range = stacks.range(stack)
      for position in range.reversed() {
        if let isPassed {
          if isPassed[Int(locations[position])] { continue }
          caller = Self.nearest(above: position, in: range, locations, table, kept: kept)
        }
        let lines = table.range(Int(locations[position]))
        var line = lines.upperBound
        while line > lines.lowerBound {
          line &-= 1
          let node = Int(table.nodeOfLine[line])
          if let kept, !kept[node] {
            isResidual = true
            continue
          }
          if caller >= 0, caller != node, isWanted?[node] ?? true {
            var call = lastCall[node]
            if call < 0 || calls[call].caller != caller {
              let key = KeyIndex.mix(KeyIndex.mix(0, UInt64(caller) << 32 | UInt64(node)), 0)
              let (number, isNew) = index.number(of: key)
              call = number
              lastCall[node] = call
              if isNew {
                calls.append(Call(caller: caller, callee: node, weight: 0, isInlined: true, isResidual: false))
                lastStack.append(-1)
              }
            }
            if lastStack[call] != stack {
              lastStack[call] = stack
              calls[call].weight &+= sums.values[stack]
              if isResidual { calls[call].isResidual = true }
              if line == lines.upperBound - 1 { calls[call].isInlined = false }
            }
          }
          caller = node
          isResidual = false
        }
      }
    }
  }

  /// The innermost kept node of the locations above one; -1 without.
  private static func nearest(
    above position: Int,
    in range: Range<Int>,
    _ locations: [UInt32],
    _ table: ProfileNodeTable,
    kept: [Bool]?
  ) -> Int {
    for above in position + 1..<range.upperBound {
      for line in table.range(Int(locations[above])) {
        let node = Int(table.nodeOfLine[line])
        if kept?[node] ?? true { return node }
      }
    }
    return -1
  }

  /// Drops the calls to the marked nodes that weigh less; returns how many.
  mutating func trim(below cutoff: Int64, to isMarked: [Bool]) -> Int {
    let before = calls.count
    calls.removeAll { isMarked[$0.callee] && $0.weight.magnitude < UInt64(max(0, cutoff)) }
    return before - calls.count
  }
}
