// SPDX-License-Identifier: Apache-2.0

/// Some rows of a heap table, added up by object size, with what came and went told row by row.
struct HeapRows {
  /// One rung for each size, smallest first.
  let series: HeapSeries
  private let joined: HeapJoin
  private let rows: [UInt32]
  /// The rung of each row.
  private let rungOfRow: [UInt32]

  /// O(rows and rounds).
  init(_ rows: [UInt32], of joined: HeapJoin) {
    self.joined = joined
    self.rows = rows
    let sizes = joined.table.sizes
    var numbers = KeyIndex(expected: 16)
    var rungSizes: [Int64] = []
    var firstNumbers: [UInt32] = []
    firstNumbers.reserveCapacity(rows.count)
    for row in rows {
      let size = sizes[Int(row)]
      let (number, isNew) = numbers.number(of: KeyIndex.mix(0, UInt64(bitPattern: size)))
      if isNew { rungSizes.append(size) }
      firstNumbers.append(UInt32(number))
    }
    let order = rungSizes.indices.sorted { rungSizes[$0] < rungSizes[$1] }
    var rungs: [HeapRung] = []
    var ranks = [UInt32](repeating: 0, count: order.count)
    for (rank, number) in order.enumerated() {
      ranks[number] = UInt32(rank)
      rungs.append(HeapRung(size: rungSizes[number], allocated: [], inUse: []))
    }
    for index in firstNumbers.indices { firstNumbers[index] = ranks[Int(firstNumbers[index])] }
    for column in joined.columns {
      let allocated = Self.sums(of: joined.table.allocated[column], rows, firstNumbers, count: rungs.count)
      let inUse = Self.sums(of: joined.table.inUse[column], rows, firstNumbers, count: rungs.count)
      for rung in rungs.indices {
        rungs[rung].allocated.append(allocated[rung])
        rungs[rung].inUse.append(inUse[rung])
      }
    }
    rungOfRow = firstNumbers
    series = HeapSeries(rungs, of: joined)
  }

  /// What came and went between two rounds for each rung of the series.
  func flows(from first: Int, to last: Int) -> [HeapFlow] {
    let (before, after) = (joined.columns[first], joined.columns[last])
    let (allocatedBefore, allocatedAfter) = (joined.table.allocated[before], joined.table.allocated[after])
    let (inUseBefore, inUseAfter) = (joined.table.inUse[before], joined.table.inUse[after])
    var flows = [HeapFlow](repeating: HeapFlow(), count: series.rungs.count)
    for (index, row) in rows.enumerated() {
      let row = Int(row)
      let (isBefore, isAfter) = (row < allocatedBefore.count, row < allocatedAfter.count)
      flows[Int(rungOfRow[index])].add(
        allocatedBefore: isBefore ? allocatedBefore[row] : 0,
        inUseBefore: isBefore ? inUseBefore[row] : 0,
        allocatedAfter: isAfter ? allocatedAfter[row] : 0,
        inUseAfter: isAfter ? inUseAfter[row] : 0
      )
    }
    return flows
  }

  /// A column's sums by rung; rows that it is too short for count as 0.
  private static func sums(of column: [Int], _ rows: [UInt32], _ rungOfRow: [UInt32], count: Int) -> [Int] {
    var sums = [Int](repeating: 0, count: count)
    for (index, row) in rows.enumerated() where Int(row) < column.count {
      sums[Int(rungOfRow[index])] &+= column[Int(row)]
    }
    return sums
  }
}
