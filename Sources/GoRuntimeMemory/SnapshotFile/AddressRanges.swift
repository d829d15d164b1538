// SPDX-License-Identifier: Apache-2.0

/// Sorted ranges of addresses that do not touch.
struct AddressRanges: Sendable {
  private(set) var ranges: [Range<UInt64>] = []

  /// Takes ranges in any order, also ones that overlap.
  init(_ all: [Range<UInt64>]) {
    for range in all.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = ranges.last, range.lowerBound <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
  }

  /// Index of the first range that ends behind an address.
  func index(behind address: UInt64) -> Int {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= address { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func contains(_ address: UInt64) -> Bool {
    let index = index(behind: address)
    return index < ranges.count && ranges[index].lowerBound <= address
  }

  /// Whether any address of a range is one of these.
  func overlaps(_ range: Range<UInt64>) -> Bool {
    let index = index(behind: range.lowerBound)
    return index < ranges.count && ranges[index].lowerBound < range.upperBound
  }

  /// Whether all of a range is one of these.
  func covers(_ range: Range<UInt64>) -> Bool {
    let index = index(behind: range.lowerBound)
    return index < ranges.count && ranges[index].lowerBound <= range.lowerBound
      && ranges[index].upperBound >= range.upperBound
  }
}
