// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// A profile as `go tool pprof -raw` prints it: the form in which tests compare.
///
/// Source: google/pprof profile/profile.go `(*Profile).String`. Up to Go 1.22 it prints no columns.
struct PprofRawText {
  var profile: Profile
  var hasColumns = true

  var text: String {
    var lines: [String] = profile.comments.map { "Comment: \(name($0))" }
    if profile.documentation != .empty { lines.append("Doc: \(name(profile.documentation))") }
    if let type = profile.periodType { lines.append("PeriodType: \(name(type.type)) \(name(type.unit))") }
    lines.append("Period: \(profile.period)")
    if profile.timeNanos != 0 { lines.append("Time: \(time)") }
    // Go cuts the duration's text to four characters: "199.987ms" becomes "199.".
    if profile.durationNanos != 0 { lines.append("Duration: \("\(Double(profile.durationNanos) / 1e6)".prefix(4))") }
    lines.append("Samples:")
    let types = profile.sampleTypes.map { type in
      let isDefault = type.type == profile.defaultSampleType
      return "\(name(type.type))/\(name(type.unit))\(isDefault ? "[dflt]" : "")"
    }
    lines.append(types.joined(separator: " "))
    for row in 0..<profile.samples.count { lines += sample(row) }
    lines.append("Locations")
    for location in 0..<profile.locations.count { lines += self.location(location) }
    lines.append("Mappings")
    for (index, mapping) in profile.mappings.enumerated() {
      let bits = zip(["[FN]", "[FL]", "[LN]", "[IN]"], 0..<4)
        .filter { mapping.symbols.rawValue & (1 << UInt8($0.1)) != 0 }.map(\.0).joined()
      let range = "\(hex(mapping.start))/\(hex(mapping.limit))/\(hex(mapping.offset))"
      lines.append("\(index + 1): \(range) \(name(mapping.file)) \(name(mapping.buildID)) \(bits)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func sample(_ row: Int) -> [String] {
    let values = profile.sampleTypes.indices.map {
      " " + padded("\(profile.samples.value(row: row, column: $0))", 10)
    }
    let stack = profile.stacks[Int(profile.samples.stacks[row])]
    var lines = [values.joined() + ": " + stack.map { "\($0 + 1) " }.joined()]
    let labels = profile.labelSets[Int(profile.samples.labelSets[row])]
    for isNumeric in [false, true] {
      let chosen = labels.filter { $0.isNumeric == isNumeric }
      if chosen.isEmpty { continue }
      let texts = Dictionary(grouping: chosen, by: { name($0.key) }).map { key, labels in
        let hasUnits = labels.contains { $0.unit != .empty }
        let values = labels.map { isNumeric ? "\($0.number)\(hasUnits ? " \(name($0.unit))" : "")" : name($0.text) }
        return "\(key):[\(values.joined(separator: " "))]"
      }
      lines.append(String(repeating: " ", count: 16) + texts.sorted().joined(separator: " "))
    }
    return lines
  }

  private func location(_ index: Int) -> [String] {
    let locations = profile.locations
    var head = "\(padded("\(index + 1)", 6)): \(hex(locations.addresses[index])) "
    if locations.mappings[index] != ProfileLocations.noMapping { head += "M=\(locations.mappings[index] + 1) " }
    if locations.areFolded[index] { head += "[F] " }
    var lines: [String] = []
    for line in locations.lines(of: index) {
      let function = Int(locations.lineFunctions[line])
      let functions = profile.functions
      let column = hasColumns ? ":\(locations.lineColumns[line])" : ""
      let place = "\(name(functions.files[function])):\(locations.lineNumbers[line])\(column)"
      var text = "\(name(functions.names[function])) \(place) s=\(functions.startLines[function])"
      if functions.names[function] != functions.systemNames[function] {
        text += "(\(name(functions.systemNames[function])))"
      }
      lines.append(head + text)
      head = String(repeating: " ", count: 13)
    }
    return lines.isEmpty ? [head] : lines
  }

  /// The time as Go prints it: up to nine decimals without trailing zeros.
  private var time: String {
    let (seconds, nanos) = profile.timeNanos.quotientAndRemainder(dividingBy: 1_000_000_000)
    let date = Date(timeIntervalSince1970: Double(seconds)).formatted(
      .iso8601.year().month().day().dateTimeSeparator(.space).time(includingFractionalSeconds: false)
    )
    var fraction = ".\(String(repeating: "0", count: 9 - "\(nanos)".count))\(nanos)"
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(date)\(fraction == "." ? "" : fraction) +0000 UTC"
  }

  private func name(_ id: StringID) -> String { profile.strings[id] }
  private func hex(_ number: UInt64) -> String { "0x" + String(number, radix: 16) }
  private func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
