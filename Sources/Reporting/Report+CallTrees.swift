// SPDX-License-Identifier: Apache-2.0

import Analysis
import Diagnosis
import Evidence

extension Report {
  /// Places beyond this number change no tree that is drawn.
  private static let stackLimit = 1000

  /// What grew, by calls; then what there is: of memory and of goroutines.
  static func callTrees(of caseFile: CaseFile) -> [CallTree] {
    [
      heapGrowth(caseFile), goroutineGrowth(caseFile.goroutines), heapInUse(caseFile.heap),
      goroutines(caseFile.goroutines),
    ].compactMap { $0 }
  }

  /// Stacks of the lines and sites that grew beyond chance: differences of a sampled profile alone are mostly noise.
  private static func heapGrowth(_ caseFile: CaseFile) -> CallTree? {
    let heap = caseFile.heap
    guard heap.rounds.count > 1 else { return nil }
    let last = heap.rounds.count - 1
    var growing = Set(heap.sites.indices.filter { heap.sites[$0].isGrowing })
    for line in heap.lines where line.growth?.isGrowth ?? false { growing.formUnion(line.sites) }
    var builder = CallTreeBuilder()
    for index in growing.sorted() {
      let site = heap.sites[index]
      let grown = site.series.bytesInUse(last) - site.series.bytesInUse(0)
      builder.add(calls(of: site.stack), value: Int64(saturating: grown))
    }
    return builder.tree(.heapGrowth, unit: "bytes")
  }

  private static func heapInUse(_ heap: HeapHistory) -> CallTree? {
    guard !heap.rounds.isEmpty else { return nil }
    let last = heap.rounds.count - 1
    var builder = CallTreeBuilder()
    for site in heap.sites.prefix(stackLimit) {
      builder.add(calls(of: site.stack), value: Int64(saturating: site.series.bytesInUse(last)))
    }
    return builder.tree(.heapInUse, unit: "bytes", whole: Int64(saturating: heap.total.bytesInUse(last)))
  }

  private static func goroutineGrowth(_ history: GoroutineHistory) -> CallTree? {
    guard history.roundCount > 1 else { return nil }
    let grown = history.series.map { series in
      (series: series, value: (series.counts.last ?? 0) - (series.counts.first ?? 0))
    }.filter { $0.value > 0 && $0.series.place.operation != .runtimeInternal }
    var builder = CallTreeBuilder()
    for place in grown.sorted(by: { $0.value > $1.value }).prefix(stackLimit) {
      builder.add(calls(of: place.series.stack), value: Int64(place.value))
    }
    return builder.tree(.goroutineGrowth, unit: "goroutines")
  }

  private static func goroutines(_ history: GoroutineHistory) -> CallTree? {
    var builder = CallTreeBuilder()
    for series in history.series.prefix(stackLimit) {
      builder.add(calls(of: series.stack), value: Int64(series.count))
    }
    return builder.tree(.goroutines, unit: "goroutines", whole: history.totals.last.map { Int64($0) })
  }

  /// The calls of a stack, outermost first; the `go` statement is the outermost call of a goroutine.
  private static func calls(of stack: ResolvedStack) -> [(frame: CodeFrame, owner: CodeOwner)] {
    let creator = stack.creator.map { [(frame: $0, owner: stack.creatorOwner ?? .runtime)] } ?? []
    return creator + zip(stack.frames, stack.owners).reversed().map { (frame: $0, owner: $1) }
  }
}
