// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Statistics in the making: numbers as a text states them under any of their names.
struct StatedStatistics {
  private(set) var statistics = MemoryStatistics()
  private var parts: [MetricPart: Double] = [:]

  /// Stores a number.
  mutating func set(_ name: MetricName, to number: NumberText) {
    switch name {
    case .field(let field): statistics.set(field, to: number.value, exactly: number.integer)
    case .part(let part): if number.value.isFinite, number.value >= 0 { parts[part] = number.value }
    }
  }

  /// Adds a number to what is there already, as counters with several label sets need.
  mutating func add(_ name: MetricName, _ number: NumberText) {
    guard case .field(let field) = name, let known = statistics.number(field) else { return set(name, to: number) }
    statistics.set(field, to: known.number + number.value, exactly: nil)
  }

  mutating func setSizeClasses(_ classes: [MemoryStatistics.SizeClass]) { statistics.bySize = classes }
  mutating func setCollectionOff(_ isOff: Bool?) { statistics.isCollectionOff = isOff }

  /// The statistics, with what follows from parts: identities of src/runtime/metrics.go and mstats.go.
  var whole: MemoryStatistics {
    var whole = statistics
    if parts.isEmpty { return whole }
    whole.heapInuse = whole.heapInuse ?? sum(whole.heapAlloc, parts[.unused])
    whole.heapIdle = whole.heapIdle ?? sum(whole.heapReleased, parts[.free])
    whole.heapSys = whole.heapSys ?? sum(whole.heapInuse, whole.heapIdle.map(Double.init))
    whole.stackSys = whole.stackSys ?? sum(whole.stackInuse, parts[.threadStacks])
    whole.mspanSys = whole.mspanSys ?? sum(whole.mspanInuse, parts[.spansFree])
    whole.mcacheSys = whole.mcacheSys ?? sum(whole.mcacheInuse, parts[.cachesFree])
    // MemStats counts the objects of the tiny allocator one by one, runtime/metrics beside the others.
    if let tiny = parts[.tinyAllocations] {
      let tinyCount = Int64(exactly: tiny.rounded())
      whole.mallocs = whole.mallocs ?? sum(tinyCount, parts[.allocations])
      whole.frees = whole.frees ?? sum(tinyCount, parts[.deallocations])
    }
    if whole.gcCPUFraction == nil, let collector = parts[.collectorTime], let total = parts[.totalTime], total > 0 {
      whole.gcCPUFraction = collector / total
    }
    return whole
  }

  /// Whether nothing was stated.
  var isEmpty: Bool { parts.isEmpty && statistics == MemoryStatistics() }

  private func sum(_ number: Int64?, _ part: Double?) -> Int64? {
    guard let number, let part, let other = Int64(exactly: part.rounded()) else { return nil }
    let (sum, overflowed) = number.addingReportingOverflow(other)
    return overflowed ? nil : sum
  }
}
