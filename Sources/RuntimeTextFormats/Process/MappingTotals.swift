// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Sums of the fields under a mapping of smaps, or all of them as smaps_rollup has them.
struct MappingTotals {
  private(set) var rss: Int64?
  private(set) var anonymous: Int64?
  private var lazyFree: Int64?
  private var hugePages: Int64?
  private var swapped: Int64?

  var isEmpty: Bool { rss == nil }

  mutating func read(_ line: RawSpan) {
    switch line.byte(at: 0) {
    case UInt8(ascii: "R"): Self.add(line.kilobytes(labelled: "Rss:"), to: &rss)
    case UInt8(ascii: "A"):
      Self.add(line.kilobytes(labelled: "Anonymous:"), to: &anonymous)
      Self.add(line.kilobytes(labelled: "AnonHugePages:"), to: &hugePages)
    case UInt8(ascii: "L"): Self.add(line.kilobytes(labelled: "LazyFree:"), to: &lazyFree)
    case UInt8(ascii: "S"): Self.add(line.kilobytes(labelled: "Swap:"), to: &swapped)
    default: break
    }
  }

  mutating func add(_ other: MappingTotals) {
    Self.add(other.rss, to: &rss)
    Self.add(other.anonymous, to: &anonymous)
    Self.add(other.lazyFree, to: &lazyFree)
    Self.add(other.hugePages, to: &hugePages)
    Self.add(other.swapped, to: &swapped)
  }

  private static func add(_ value: Int64?, to sum: inout Int64?) {
    guard let value else { return }
    // Sums of hostile numbers stay numbers.
    let (total, overflow) = (sum ?? 0).addingReportingOverflow(value)
    sum = overflow ? Int64.max : total
  }

  func apply(to look: inout ProcessLook) {
    guard let rss else { return }
    look.rss = rss
    look.lazyFree = lazyFree
    look.hugePages = hugePages
    look.swapped = swapped ?? look.swapped
    guard let anonymous else { return }
    look.anonymous = anonymous
    let (rest, overflow) = rss.subtractingReportingOverflow(anonymous)
    if !overflow { look.fileBacked = max(0, rest &- (look.shared ?? 0)) }
  }
}
