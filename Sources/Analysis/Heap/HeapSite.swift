// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// One allocating stack: what it allocated, freed and holds.
///
/// Stacks with the same functions, files and lines are one site, whatever their addresses; all object sizes of the stack
/// are its rungs.
package struct HeapSite: Sendable {
  /// Leaf first, inlined calls as frames of their own.
  package let stack: ResolvedStack
  package let series: HeapSeries
  /// Nil with fewer than two rounds.
  package var growth: HeapGrowth?
  /// One growing object, replaced by a larger one again and again; nil when the sizes do not show that.
  package let ladder: SizeLadder?
  /// Which containers and library objects the stack allocates for, as far as its frames show it.
  package let signs: [ContainerSign]

  /// The first line of the service's own code, else the outermost frame.
  package var siteFrame: CodeFrame? { stack.siteFrame }
}

/// All sites whose first line of the service's own code is the same, summed, so that sampling noise drops.
///
/// Sites without own code are summed under their outermost frame, and `isOwnCode` is false.
package struct HeapLine: Sendable {
  package let frame: CodeFrame
  package let isOwnCode: Bool
  /// How many sites the line has.
  package let siteCount: Int
  /// Indices into `HeapHistory.sites` of those that are told there, most bytes in use first.
  package let sites: [Int]
  package let series: HeapSeries
  /// Nil with fewer than two rounds.
  package var growth: HeapGrowth?
}
