// SPDX-License-Identifier: Apache-2.0

package import Evidence

extension Profile {
  /// The profile with every stack upside down: the leaf calls its caller, up to the root.
  ///
  /// O(frames of all distinct stacks).
  package func inverted() -> Profile {
    var result = self
    var table = LocationStackTable(expectedCount: stacks.count, locationCount: stacks.locations.count)
    // Equal stacks stay equal and different ones different: indices are the same.
    for stack in 0..<stacks.count { _ = table.intern(Array(stacks[stack].reversed())[...]) }
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
