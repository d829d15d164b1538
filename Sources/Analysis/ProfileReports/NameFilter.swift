// SPDX-License-Identifier: Apache-2.0

import Evidence
import RegularExpressions

/// A regular expression that was asked of every name of a profile once.
struct NameFilter {
  /// Whether the name or the file of each function matches.
  let functions: [Bool]
  /// Whether the file of each mapping matches.
  private let mappings: [Bool]
  private let locationMappings: [UInt32]

  /// Asks the expression; O(names * states).
  init(_ expression: RegularExpression, _ profile: Profile) {
    var known = [Bool?](repeating: nil, count: profile.strings.count)
    func matches(_ string: StringID) -> Bool {
      if let answer = known[Int(string.index)] { return answer }
      let answer = expression.matches(profile.strings.bytes(of: string))
      known[Int(string.index)] = answer
      return answer
    }
    functions = (0..<profile.functions.count).map {
      matches(profile.functions.names[$0]) || matches(profile.functions.files[$0])
    }
    mappings = profile.mappings.map { matches($0.file) }
    locationMappings = profile.locations.mappings
  }

  func matchesMapping(ofLocation location: Int) -> Bool {
    let mapping = locationMappings[location]
    return mapping != ProfileLocations.noMapping && mappings[Int(mapping)]
  }

  /// Whether a line, the mapping or any line of a location matches.
  func matches(_ location: Int, of profile: Profile) -> Bool {
    profile.locations.lines(of: location).contains { functions[Int(profile.locations.lineFunctions[$0])] }
      || matchesMapping(ofLocation: location)
  }

  /// Compiles the value of an option; nil when it is empty.
  static func compile(_ option: String, _ value: String) throws(ProfileReportError) -> RegularExpression? {
    value.isEmpty ? nil : try expression(option, value)
  }

  /// Compiles the value of an option, also an empty one, which matches everything.
  static func expression(_ option: String, _ value: String) throws(ProfileReportError) -> RegularExpression {
    do {
      return try RegularExpression(value)
    } catch {
      throw ProfileReportError("\(option) is no regular expression: \(error)")
    }
  }
}
