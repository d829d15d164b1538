// SPDX-License-Identifier: Apache-2.0

package import Evidence

extension Profile {
  /// The profile with every stack upside down: the leaf calls its caller, up to the root.
  ///
  /// O(frames of all distinct stacks).
  package func inverted() -> Profile {
    var result = self
    var table = LocationStackTable(expectedCount: stacks.count, locationCount: stacks.locations.count)
    let target = (0..<stacks.count).map { stack in
      let run = Array(stacks[stack].reversed())
      return table.append(run, count: run.count)
    }
    result.samples.stacks = samples.stacks.map { target[Int($0)] }
    var turned = ProfileLocations()
    for location in 0..<locations.count {
      for line in locations.lines(of: location).reversed() {
        turned.appendLine(
          function: locations.lineFunctions[line],
          number: locations.lineNumbers[line],
          column: locations.lineColumns[line]
        )
      }
      turned.append(
        address: locations.addresses[location],
        mapping: locations.mappings[location],
        isFolded: locations.areFolded[location]
      )
    }
    result.stacks = table
    result.locations = turned
    return result
  }
}
