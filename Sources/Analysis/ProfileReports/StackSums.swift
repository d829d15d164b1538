// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The values of a report added up by stack: rows that differ in labels alone are one walk.
struct StackSums: Sendable {
  private(set) var values: [Int64]
  /// What to divide by; empty without a mean.
  private(set) var events: [Int64]
  /// Whether some row of the stack has a value at all: rows of nothing leave no trace in a report.
  private(set) var isUsed: [Bool]

  /// O(rows).
  init(_ report: ReportedProfile) {
    let samples = report.profile.samples
    let count = samples.count
    values = Array(repeating: 0, count: report.profile.stacks.count)
    isUsed = Array(repeating: false, count: values.count)
    events = report.selection.divisor == nil ? [] : values
    let start = report.selection.column * count
    let divisorStart = report.selection.divisor.map { $0 * count }
    for row in 0..<count {
      let value = samples.values[start &+ row]
      let stack = Int(samples.stacks[row])
      if let divisorStart {
        let divisor = samples.values[divisorStart &+ row]
        if value == 0, divisor == 0 { continue }
        events[stack] &+= divisor
      } else if value == 0 {
        continue
      }
      values[stack] &+= value
      isUsed[stack] = true
    }
  }
}
