// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Profile {
  /// Gives every stack another run of locations; rows whose stack is dropped go with it.
  ///
  /// `rewrite` is called once a distinct stack with its locations, leaf first, and appends what is left of them; it returns
  /// false to drop the stack. O(locations of all stacks).
  mutating func rewriteStacks(_ rewrite: (ArraySlice<UInt32>, inout [UInt32]) -> Bool) {
    var table = LocationStackTable()
    var target = [UInt32](repeating: .max, count: stacks.count)
    var run: [UInt32] = []
    for stack in 0..<stacks.count {
      run.removeAll(keepingCapacity: true)
      if rewrite(stacks[stack], &run) { target[stack] = table.intern(run[...]) }
    }
    let rows = samples.stacks
    stacks = table
    keepRows { target[Int(rows[$0])] != .max }
    samples.stacks = samples.stacks.map { target[Int($0)] }
  }

  /// Keeps the rows that the condition accepts, in their order; O(rows * columns).
  mutating func keepRows(_ isKept: (Int) -> Bool) {
    let count = samples.count
    let kept = (0..<count).filter(isKept)
    guard kept.count < count else { return }
    var values: [Int64] = []
    values.reserveCapacity(kept.count * sampleTypes.count)
    for column in sampleTypes.indices {
      let start = column * count
      for row in kept { values.append(samples.values[start + row]) }
    }
    samples = ProfileSamples(
      stacks: kept.map { samples.stacks[$0] },
      labelSets: kept.map { samples.labelSets[$0] },
      values: values
    )
  }

  /// Keeps of every location the lines that `select` returns, given the location and its lines.
  mutating func rewriteLines(_ select: (Int, Range<Int>) -> [Int]) {
    var table = ProfileLocations()
    for location in 0..<locations.count {
      for line in select(location, locations.lines(of: location)) {
        table.appendLine(
          function: locations.lineFunctions[line],
          number: locations.lineNumbers[line],
          column: locations.lineColumns[line]
        )
      }
      table.append(
        address: locations.addresses[location],
        mapping: locations.mappings[location],
        isFolded: locations.areFolded[location]
      )
    }
    locations = table
  }

  /// Gives every row another set of labels, made once for each distinct one; O(rows + labels).
  mutating func rewriteLabels(_ rewrite: (ArraySlice<ProfileLabel>) -> [ProfileLabel]) {
    var table = LabelSetTable()
    let target = (0..<labelSets.count).map { table.intern(rewrite(labelSets[$0])) }
    labelSets = table
    samples.labelSets = samples.labelSets.map { target[Int($0)] }
  }
}
