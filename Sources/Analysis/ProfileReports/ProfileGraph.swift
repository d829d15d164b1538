// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The rows of a report with their sums and the calls between them, trimmed as the settings ask.
///
/// `flat` is what samples have at a node as their leaf, `cumulative` what they have with the node anywhere in their stack,
/// counted once a sample. Semantics are those of pprof's internal/graph and newTrimmedGraph; instead of rebuilding the graph
/// after each cut, sums are made once (a cut does not change them) and calls once, over the nodes that are left.
///
/// O(frames) time with a few nanoseconds a frame; memory is the nodes, and the calls where they are asked for.
package struct ProfileGraph: Sendable {
  package let table: ProfileNodeTable
  /// Sums by node, and what to divide them by for a mean (0 without).
  package private(set) var flat: [Int64]
  package private(set) var cumulative: [Int64]
  private var flatEvents: [Int64]
  private var cumulativeEvents: [Int64]
  /// The nodes that are left, in the order of the report.
  package private(set) var order: [Int] = []
  /// Calls between nodes that are left.
  package private(set) var calls = CallTable()
  /// How many nodes there were after small ones were cut and before their number was limited.
  package private(set) var countBeforeLimit = 0
  /// How many nodes were too small.
  package private(set) var droppedNodes = 0
  package private(set) var droppedCalls = 0
  /// Below which values nodes and calls were dropped.
  ///
  /// Shares of the sum of the flat values. pprof drops below these and says a share of the total, which differs after filters
  /// and in differences.
  package private(set) var nodeCutoff: Int64 = 0
  package private(set) var callCutoff: Int64 = 0

  /// Which calls a report looks at.
  package enum Calls: Sendable {
    case all
    /// Only those to nodes that were inlined somewhere: enough to mark them.
    case toInlined
    case none
  }

  /// Builds the graph of a report.
  package init(_ report: ReportedProfile, calls wanted: Calls, isListing: Bool = false) {
    let settings = report.settings
    let table = ProfileNodeTable(report.profile, settings: settings, keepsObjects: report.kind.keepsObjectFiles)
    self.table = table
    let sums = StackSums(report)
    let count = table.nodes.count
    flat = Array(repeating: 0, count: count)
    cumulative = flat
    flatEvents = flat
    cumulativeEvents = flat
    addValues(of: report.profile.stacks, sums)

    let all = (0..<count).filter { node in
      !(flat[node] == 0 && cumulative[node] == 0) && !(settings.dropNegative && isNegative(node))
    }
    let whole = all.reduce(Int64(0)) { $0 &+ flat[$1] }
    let nodeCutoff = isListing ? 0 : Self.share(settings.nodeFraction, of: whole)
    let callCutoff = isListing ? 0 : Self.share(settings.edgeFraction, of: whole)
    self.nodeCutoff = nodeCutoff
    self.callCutoff = callCutoff
    var left = all
    /// The nodes between which calls are counted; nil for all there are, those without a sum among them.
    var kept: [Bool]?
    if nodeCutoff > 0 {
      left = all.filter { cumulative[$0].magnitude >= UInt64(nodeCutoff) }
      if left.count != all.count {
        droppedNodes = all.count - left.count
        kept = Self.marks(left, count)
      }
    }
    countBeforeLimit = left.count
    sort(&left, byCumulative: settings.sortsByCumulative)
    var isCutBefore = false
    if let limit = settings.nodeCount, limit > 0, !isListing {
      isCutBefore = true
      if left.count > limit {
        left.removeLast(left.count - limit)
        kept = Self.marks(left, count)
        isCutBefore = false
      }
    }
    order = left
    guard wanted != .none else { return }
    let isWanted = wanted == .toInlined ? Self.inlinedNodes(table, left) : nil
    if let isWanted, !isWanted.contains(true) { return }
    calls = CallTable(report.profile.stacks, table, sums: sums, kept: kept, isWanted: isWanted)
    let dropped = calls.trim(below: callCutoff, to: Self.marks(left, count))
    droppedCalls = isCutBefore ? 0 : dropped
  }

  /// The flat value of a node, or its mean.
  package func flatValue(_ node: Int) -> Int64 { flat[node].divided(by: flatEvents[node]) }

  /// The cumulative value of a node, or its mean.
  package func cumulativeValue(_ node: Int) -> Int64 { cumulative[node].divided(by: cumulativeEvents[node]) }

  /// The sum of the flat values that are left.
  package var shownTotal: Int64 { order.reduce(0) { $0 &+ flatValue($1) } }

  /// The unit that suits all values of the report, where the settings leave the choice.
  package func outputUnit(_ report: ReportedProfile) -> String {
    let settings = report.settings
    guard settings.unit == "minimum", !order.isEmpty else { return settings.unit }
    var least: Int64 = 0
    for node in order {
      var value = flatValue(node).magnitudeClamped
      if value == 0 { value = cumulativeValue(node).magnitudeClamped }
      if value > 0, least == 0 || value < least { least = value }
    }
    var most = report.total
    if least == 0 { least = most }
    let ratio = 1 / settings.divideBy
    if ratio > 0, ratio != 1 {
      least = Int64(clamping: Double(least) * ratio)
      most = Int64(clamping: Double(most) * ratio)
    }
    let sample = report.selection.unit
    let smallUnit = MeasurementUnit.scale(least, from: sample, to: "minimum").unit
    let largeUnit = MeasurementUnit.scale(most, from: sample, to: "minimum").unit
    var unit = smallUnit
    if smallUnit != largeUnit, least.multipliedClamped(by: 100) < most, report.kind != .callgrind {
      // Two decimals of a larger unit show the least value still.
      unit = MeasurementUnit.scale(least.multipliedClamped(by: 100), from: sample, to: "minimum").unit
    }
    return unit.isEmpty ? sample : unit
  }

  // MARK: Building

  /// A node's cumulative value, and the last stack that counted towards it, side by side: one look at memory a frame.
  private struct Sum {
    var value: Int64 = 0
    var stack: UInt32 = .max
  }

  private mutating func addValues(of stacks: LocationStackTable, _ sums: StackSums) {
    var cells = [Sum](repeating: Sum(), count: flat.count)
    let (locations, ends) = (stacks.locations, stacks.ends)
    let (nodeOfLine, nodeEnds) = (table.nodeOfLine, table.ends)
    let hasEvents = !sums.events.isEmpty
    // Where every location has one line, as without inlined calls, locations lead to nodes directly.
    let isSingle = nodeOfLine.count == nodeEnds.count
    var start = 0
    for stack in 0..<ends.count {
      let end = Int(ends[stack])
      defer { start = end }
      guard sums.isUsed[stack], start < end else { continue }
      let value = sums.values[stack]
      let number = UInt32(truncatingIfNeeded: stack)
      let leaf = Int(nodeOfLine[table.range(Int(locations[start])).lowerBound])
      flat[leaf] &+= value
      if hasEvents { flatEvents[leaf] &+= sums.events[stack] }
      for position in start..<end {
        let location = Int(locations[position])
        var line = isSingle ? location : location == 0 ? 0 : Int(nodeEnds[location &- 1])
        let last = isSingle ? location &+ 1 : Int(nodeEnds[location])
        while line < last {
          let node = Int(nodeOfLine[line])
          line &+= 1
          if cells[node].stack == number { continue }
          cells[node] = Sum(value: cells[node].value &+ value, stack: number)
          if hasEvents { cumulativeEvents[node] &+= sums.events[stack] }
        }
      }
    }
    cumulative = cells.map(\.value)
  }

  private func isNegative(_ node: Int) -> Bool { flat[node] < 0 || flat[node] == 0 && cumulative[node] < 0 }

  private func sort(_ nodes: inout [Int], byCumulative: Bool) {
    let primary = byCumulative ? cumulative : flat
    let secondary = byCumulative ? flat : cumulative
    nodes.sort { (primary[$1].magnitude, $0) < (primary[$0].magnitude, $1) }
    // Names are made only for nodes whose values tie with another's, and once each.
    var start = 0
    while start < nodes.count {
      var end = start + 1
      while end < nodes.count, primary[nodes[end]].magnitude == primary[nodes[start]].magnitude { end += 1 }
      if end - start > 1 {
        let named = nodes[start..<end].map { (node: $0, name: Array(table.name(of: $0).utf8)) }
        let sorted = named.sorted { left, right in
          let (x, y) = (table.nodes[left.node].address, table.nodes[right.node].address)
          if x != 0, y != 0, x != y { return x < y }
          if left.name != right.name { return left.name.lexicographicallyPrecedes(right.name) }
          let (c, d) = (secondary[left.node].magnitude, secondary[right.node].magnitude)
          if c != d { return c > d }
          return table.tieBreaker(left.node).utf8.lexicographicallyPrecedes(table.tieBreaker(right.node).utf8)
        }
        for (offset, element) in sorted.enumerated() { nodes[start + offset] = element.node }
      }
      start = end
    }
  }

  private static func share(_ fraction: Double, of whole: Int64) -> Int64 {
    Int64(clamping: (Double(whole) * fraction).magnitude)
  }

  private static func marks(_ nodes: [Int], _ count: Int) -> [Bool] {
    var marks = [Bool](repeating: false, count: count)
    for node in nodes { marks[node] = true }
    return marks
  }

  /// Of the given nodes those that some location shows as inlined into another.
  private static func inlinedNodes(_ table: ProfileNodeTable, _ nodes: [Int]) -> [Bool] {
    let isLeft = marks(nodes, table.nodes.count)
    var isInlined = [Bool](repeating: false, count: table.nodes.count)
    for location in table.ends.indices {
      for line in table.range(location).dropLast() {
        let node = Int(table.nodeOfLine[line])
        if isLeft[node] { isInlined[node] = true }
      }
    }
    return isInlined
  }
}

extension Int64 {
  /// The magnitude; the largest number for the least one.
  var magnitudeClamped: Int64 { Int64(clamping: magnitude) }

  func multipliedClamped(by factor: Int64) -> Int64 {
    let (product, hasOverflow) = multipliedReportingOverflow(by: factor)
    return hasOverflow ? .max : product
  }

  /// The whole part of a number, cut to what fits; 0 for what is no number.
  package init(clamping number: Double) {
    self = number.isNaN ? 0 : number >= 9.2e18 ? .max : number <= -9.2e18 ? .min : Int64(number)
  }
}
