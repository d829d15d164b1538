// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Which values of a profile a report is about.
package struct SampleSelection: Hashable, Sendable {
  /// The column of the values.
  package let column: Int
  /// The column to divide by; nil without a mean.
  package let divisor: Int?
  /// Name of the values, for example `inuse_space`; with the prefix `mean_` for means.
  package let type: String
  package let unit: String

  /// Finds the column that the settings name: by number, by name, or by name without `inuse_`; empty is the default.
  ///
  /// The mean divides by the column of events that belongs to the values (`inuse_objects` for `inuse_space`): pprof
  /// always takes the first column, which is another one for what is in use.
  package init(_ profile: Profile, settings: ProfileReportSettings) throws(ProfileReportError) {
    let types = profile.sampleTypes.map { profile.strings[$0.type] }
    guard let fallback = profile.defaultColumn else { throw ProfileReportError("the profile has no sample types") }
    let name = settings.sampleIndex
    if name.isEmpty {
      column = fallback
    } else if let number = Int(name) {
      guard types.indices.contains(number) else {
        throw ProfileReportError("sample_index \(number) is outside the range 0 to \(types.count - 1)")
      }
      column = number
    } else {
      let bare = name.hasPrefix("inuse_") ? String(name.dropFirst(6)) : name
      guard let found = types.firstIndex(where: { $0 == name || $0 == bare }) else {
        throw ProfileReportError(
          "there is no sample type \"\(name)\"; the profile has \(types.joined(separator: ", "))"
        )
      }
      column = found
    }
    divisor = settings.mean ? Self.events(of: column, in: types) : nil
    type = (settings.mean ? "mean_" : "") + types[column]
    unit = profile.strings[profile.sampleTypes[column].unit]
  }

  private static func events(of column: Int, in types: [String]) -> Int {
    let name = types[column]
    if name.hasSuffix("_space"), let objects = types.firstIndex(of: name.dropLast(6) + "_objects") { return objects }
    if name == "space", let objects = types.firstIndex(of: "objects") { return objects }
    return 0
  }
}
