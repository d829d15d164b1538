// SPDX-License-Identifier: Apache-2.0

/// The functions of a profile, as columns of equal length.
package struct ProfileFunctions: Sendable {
  /// Names as the producer wrote them: Go keeps `[go.shape.int]` here where its text dumps print `[...]`.
  package private(set) var names: [StringID] = []
  /// Names before demangling.
  package private(set) var systemNames: [StringID] = []
  package private(set) var files: [StringID] = []
  /// First line of each function, from 1; 0 when unknown.
  package private(set) var startLines: [Int64] = []

  package init() {}

  /// How many functions there are.
  package var count: Int { names.count }

  /// Adds a function.
  package mutating func append(name: StringID, systemName: StringID, file: StringID, startLine: Int64) {
    names.append(name)
    systemNames.append(systemName)
    files.append(file)
    startLines.append(startLine)
  }
}
