// SPDX-License-Identifier: Apache-2.0

/// The program counters of a profile and the source lines they stand for, as columns.
///
/// Shape: location i has `addresses[i]`, `mappings[i]`, and the lines `lineEnds[i-1]..<lineEnds[i]` of the three line
/// columns. Several lines mean inlined calls: the first is the innermost, the last the real function. No line means that
/// the producer did not symbolize.
package struct ProfileLocations: Sendable {
  /// In `mappings`: the address belongs to no known mapping.
  package static let noMapping = UInt32.max

  package private(set) var addresses: [UInt64] = []
  /// Index into the profile's mappings, or `noMapping`.
  package private(set) var mappings: [UInt32] = []
  /// Whether the linker folded several functions into this code, so that the name is a guess.
  package private(set) var areFolded: [Bool] = []
  package private(set) var lineEnds: [UInt32] = []

  /// Index of each line's function.
  package private(set) var lineFunctions: [UInt32] = []
  /// Each line's number, from 1; 0 when unknown.
  package private(set) var lineNumbers: [Int64] = []
  /// Each line's column, from 1; 0 when unknown.
  package private(set) var lineColumns: [Int64] = []

  package init() {}

  /// How many locations there are.
  package var count: Int { addresses.count }

  /// Where in the line columns a location's lines stand, innermost first.
  package func lines(of location: Int) -> Range<Int> {
    Int(location == 0 ? 0 : lineEnds[location - 1])..<Int(lineEnds[location])
  }

  /// Adds a line to the location that the next `append` ends.
  package mutating func appendLine(function: UInt32, number: Int64, column: Int64) {
    lineFunctions.append(function)
    lineNumbers.append(number)
    lineColumns.append(column)
  }

  /// Adds a location with the lines added since the last one.
  package mutating func append(address: UInt64, mapping: UInt32 = noMapping, isFolded: Bool = false) {
    addresses.append(address)
    mappings.append(mapping)
    areFolded.append(isFolded)
    lineEnds.append(UInt32(lineFunctions.count))
  }
}
