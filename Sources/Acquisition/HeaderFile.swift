// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A text with one `Name: value` a line, as `curl -H @file` reads it.
///
/// Empty lines and lines that start with `#` are skipped. Errors name the line and the header, never a value.
package enum HeaderFile {
  /// The headers of a file.
  package static func read(_ path: String) throws(AcquisitionError) -> [RequestHeader] {
    try parse(OptionFile.text(of: path, holding: "headers"), origin: path)
  }

  /// The headers of an environment variable, one a line.
  package static func read(
    fromEnvironment name: String,
    of environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(AcquisitionError) -> [RequestHeader] {
    guard let text = environment[name] else {
      throw AcquisitionError(
        .badOption,
        "the environment variable \(name) is not set",
        remedy: "export it with one `Name: value` a line"
      )
    }
    return try parse(text, origin: "$\(name)")
  }

  /// The headers of a text; `origin` names it in errors.
  package static func parse(_ text: String, origin: String) throws(AcquisitionError) -> [RequestHeader] {
    var headers: [RequestHeader] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let trimmed = line.trimmed
      if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
      let place = "line \(index + 1) of \(printable(origin, limit: 200))"
      guard let colon = trimmed.firstIndex(of: ":") else {
        throw AcquisitionError(
          .badOption,
          "\(place) is no header",
          remedy: "write `Name: value`, for example `Authorization: Bearer ...`"
        )
      }
      let name = trimmed[..<colon].trimmed
      let value = trimmed[trimmed.index(after: colon)...].trimmed
      guard RequestHeader.isValidName(name) else {
        // What stands before the colon may itself be the secret, for example a token with a colon in it.
        throw AcquisitionError(
          .badOption,
          "\(place) has no valid header name before the colon",
          remedy: "write `Name: value`, for example `Authorization: Bearer ...`"
        )
      }
      guard !RequestHeader.reservedNames.contains(name.lowercased()) else {
        throw AcquisitionError(
          .badOption,
          "\(place) sets \(name), which this tool sets itself",
          remedy: "remove the line"
        )
      }
      guard RequestHeader.isValidValue(value) else {
        throw AcquisitionError(
          .badOption,
          "\(place): the value of \(name) holds control characters",
          remedy: "remove them"
        )
      }
      headers.append(RequestHeader(name: name, value: Secret(value)))
    }
    return headers
  }
}
