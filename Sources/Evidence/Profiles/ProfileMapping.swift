// SPDX-License-Identifier: Apache-2.0

/// An executable or library of the profiled process, and where it was mapped.
package struct ProfileMapping: Hashable, Sendable {
  /// What the producer says is already known about addresses in the mapping.
  package struct Symbols: OptionSet, Hashable, Sendable {
    package var rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let functions = Symbols(rawValue: 1)
    package static let files = Symbols(rawValue: 2)
    package static let lines = Symbols(rawValue: 4)
    package static let inlinedCalls = Symbols(rawValue: 8)
  }

  /// First address.
  package var start: UInt64
  /// First address after the mapping.
  package var limit: UInt64
  /// Where in the file the first address stands.
  package var offset: UInt64
  package var file: StringID
  package var buildID: StringID
  package var symbols: Symbols

  package init(
    start: UInt64 = 0,
    limit: UInt64 = 0,
    offset: UInt64 = 0,
    file: StringID = .empty,
    buildID: StringID = .empty,
    symbols: Symbols = []
  ) {
    self.start = start
    self.limit = limit
    self.offset = offset
    self.file = file
    self.buildID = buildID
    self.symbols = symbols
  }
}
