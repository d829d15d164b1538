// SPDX-License-Identifier: Apache-2.0

import Analysis

/// What a request of the page asks for, from its parameters.
///
/// `p` and `b` are numbers of profiles, `t` is a sample type, `focus`, `ignore` and `hide` are patterns, `i=1` turns stacks upside
/// down, `h=1` hides the runtime, `f` is a function, `z` a path of names from the root with line breaks between them.
struct ViewSettings: Sendable {
  /// The profile that is shown.
  let profile: Int
  /// The one it is compared with; nil without.
  let base: Int?
  let settings: ProfileReportSettings
  let isInverted: Bool
  let function: String
  let path: [String]

  /// Frames of the runtime, by the names of functions and of files of -trimpath.
  static let runtime = "^(runtime|internal/runtime)[./]"

  /// Reads the parameters of a request on so many profiles; throws when a number is none of theirs.
  init(_ query: [String: String], defaults: ProfileReportSettings, count: Int) throws(ProfileReportError) {
    func number(_ name: String) throws(ProfileReportError) -> Int? {
      guard let text = query[name], !text.isEmpty else { return nil }
      guard let number = Int(text), (0..<count).contains(number) else {
        throw ProfileReportError("there is no profile \"\(text)\"; there are \(count)")
      }
      return number
    }
    profile = try number("p") ?? max(0, count - 1)
    base = try number("b")
    var settings = defaults
    settings.sampleIndex = query["t"] ?? settings.sampleIndex
    settings.focus = query["focus"] ?? settings.focus
    settings.ignore = query["ignore"] ?? settings.ignore
    var hidden = [query["hide"] ?? settings.hide]
    if query["h"] == "1" { hidden.append(Self.runtime) }
    settings.hide = hidden.filter { !$0.isEmpty }.joined(separator: "|")
    // Boxes are functions, whatever the rows of reports are.
    settings.granularity = .functions
    self.settings = settings
    isInverted = query["i"] == "1"
    function = query["f"] ?? ""
    path = query["z"].map { $0.split(separator: "\n").map(String.init) } ?? []
  }

  /// A pattern that matches a function by its whole name.
  static func pattern(of function: String) -> String {
    var pattern = "^"
    for character in function {
      if "\\.+*?()|[]{}^$".contains(character) { pattern += "\\" }
      pattern.append(character)
    }
    return pattern + "$"
  }
}
