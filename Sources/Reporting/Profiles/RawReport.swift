// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// `raw`: the whole profile as text, samples, locations and mappings with their ids.
///
/// Ids are positions from 1, as Go's runtime and pprof number them.
package struct RawReport: ProfileReport {
  package struct Row: Encodable, Hashable, Sendable {
    package var values: [Int64]
    /// Ids of locations, leaf first.
    package var stack: [Int]
    package var labels: [String: [String]]
  }

  private let report: ReportedProfile

  private enum CodingKeys: String, CodingKey {
    case sampleTypes, period, timeNanos, durationNanos, rows, locations, mappings
  }

  package init(_ report: ReportedProfile) { self.report = report }

  private var profile: Profile { report.profile }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(
      profile.sampleTypes.map { ["type": profile.strings[$0.type], "unit": profile.strings[$0.unit]] },
      forKey: .sampleTypes
    )
    try container.encode(profile.period, forKey: .period)
    try container.encode(profile.timeNanos, forKey: .timeNanos)
    try container.encode(profile.durationNanos, forKey: .durationNanos)
    try container.encode((0..<profile.samples.count).map(row), forKey: .rows)
    try container.encode((0..<profile.locations.count).map { location($0).joined(separator: "\n") }, forKey: .locations)
    try container.encode(profile.mappings.map { profile.strings[$0.file] }, forKey: .mappings)
  }

  private func row(_ row: Int) -> Row {
    Row(
      values: profile.sampleTypes.indices.map { profile.samples.value(row: row, column: $0) },
      stack: profile.stacks[Int(profile.samples.stacks[row])].map { Int($0) + 1 },
      labels: SampleLabels(profile, set: Int(profile.samples.labelSets[row]), units: report.labelUnits).values
    )
  }

  package func text() -> String {
    var lines: [String] = profile.comments.map { "Comment: \(name($0))" }
    if profile.documentation != .empty { lines.append("Doc: \(name(profile.documentation))") }
    // pprof makes an empty type where none is stated.
    let periodType = profile.periodType.map { "\(name($0.type)) \(name($0.unit))" } ?? " "
    lines.append("PeriodType: \(periodType)")
    lines.append("Period: \(profile.period)")
    if profile.timeNanos != 0 { lines.append("Time: \(time) +0000 UTC") }
    // pprof cuts the text of the duration to four characters: "199.987ms" becomes "199.".
    if profile.durationNanos != 0 { lines.append("Duration: \(GoDuration.text(profile.durationNanos))") }
    lines.append("Samples:")
    let types = profile.sampleTypes.map { type in
      let isDefault = type.type == profile.defaultSampleType
      return "\(name(type.type))/\(name(type.unit))\(isDefault ? "[dflt]" : "")"
    }
    lines.append(types.joined(separator: " "))
    for row in 0..<profile.samples.count { lines += sample(row) }
    lines.append("Locations")
    for index in 0..<profile.locations.count { lines += location(index) }
    lines.append("Mappings")
    for (index, mapping) in profile.mappings.enumerated() {
      let bits = zip(["[FN]", "[FL]", "[LN]", "[IN]"], 0..<4)
        .filter { mapping.symbols.rawValue & (1 << UInt8($0.1)) != 0 }.map(\.0).joined()
      let range = "\(hexadecimal(mapping.start))/\(hexadecimal(mapping.limit))/\(hexadecimal(mapping.offset))"
      lines.append("\(index + 1): \(range) \(name(mapping.file)) \(name(mapping.buildID)) \(bits)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  package func table() -> ReportTable {
    ReportTable(
      columns: profile.sampleTypes.map { .init(profile.strings[$0.type], isNumber: true) } + [.init("locations")],
      rows: (0..<profile.samples.count).map { index in
        let row = row(index)
        return row.values.map { .number($0, shown: String($0)) }
          + [.text(row.stack.map(String.init).joined(separator: " "))]
      }
    )
  }

  private func sample(_ row: Int) -> [String] {
    let values = profile.sampleTypes.indices.map {
      " " + MeasuredText.padded(String(profile.samples.value(row: row, column: $0)), 10)
    }
    let stack = profile.stacks[Int(profile.samples.stacks[row])]
    var lines = [values.joined() + ": " + stack.map { "\($0 + 1) " }.joined()]
    let labels = profile.labelSets[Int(profile.samples.labelSets[row])]
    for isNumeric in [false, true] {
      let chosen = labels.filter { isNumeric ? $0.isNumber : $0.text != .empty }
      if chosen.isEmpty { continue }
      let texts = Dictionary(grouping: chosen, by: \.key).map { key, labels in
        let hasUnits = labels.contains { $0.unit != .empty }
        let values = labels.map { isNumeric ? "\($0.number)\(hasUnits ? " \(name($0.unit))" : "")" : name($0.text) }
        return "\(name(key)):[\(values.joined(separator: " "))]"
      }
      lines.append(
        String(repeating: " ", count: 16)
          + texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: " ")
      )
    }
    return lines
  }

  private func location(_ index: Int) -> [String] {
    let locations = profile.locations
    var head = "\(MeasuredText.padded(String(index + 1), 6)): \(hexadecimal(locations.addresses[index])) "
    if locations.mappings[index] != ProfileLocations.noMapping { head += "M=\(locations.mappings[index] + 1) " }
    if locations.areFolded[index] { head += "[F] " }
    var range = locations.lines(of: index)
    let isOuterOnly = report.settings.noInlines
    if isOuterOnly, range.count > 1 { range = range.upperBound - 1..<range.upperBound }
    var lines: [String] = []
    for line in range {
      let function = Int(locations.lineFunctions[line])
      let functions = profile.functions
      let column = isOuterOnly && !report.settings.showColumns ? 0 : locations.lineColumns[line]
      let place = "\(name(functions.files[function])):\(locations.lineNumbers[line]):\(column)"
      var text = "\(name(functions.names[function])) \(place) s=\(functions.startLines[function])"
      if functions.names[function] != functions.systemNames[function] {
        text += "(\(name(functions.systemNames[function])))"
      }
      lines.append(head + text)
      head = String(repeating: " ", count: 13)
    }
    return lines.isEmpty ? [head] : lines
  }

  private var time: String {
    var nanos = profile.timeNanos % 1_000_000_000
    if nanos < 0 { nanos += 1_000_000_000 }
    let digits = String(nanos)
    var fraction = "." + String(repeating: "0", count: 9 - digits.count) + digits
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return UTCMoment.text(nanoseconds: profile.timeNanos) + (fraction == "." ? "" : fraction)
  }

  private func name(_ id: StringID) -> String { TerminalText.safe(profile.strings[id]) }
  private func hexadecimal(_ number: UInt64) -> String { "0x" + String(number, radix: 16) }
}

/// A duration as Go prints it, for example `1m30.5s`.
enum GoDuration {
  static func text(_ nanoseconds: Int64) -> String {
    let sign = nanoseconds < 0 ? "-" : ""
    let magnitude = nanoseconds.magnitude
    switch magnitude {
    case 0: return "0s"
    case ..<1000: return "\(sign)\(magnitude)ns"
    case ..<1_000_000: return sign + decimal(magnitude, 1000) + "µs"
    case ..<1_000_000_000: return sign + decimal(magnitude, 1_000_000) + "ms"
    default:
      let minutes = magnitude / 60_000_000_000
      let seconds = decimal(magnitude % 60_000_000_000, 1_000_000_000) + "s"
      if minutes == 0 { return sign + seconds }
      return sign + (minutes >= 60 ? "\(minutes / 60)h" : "") + "\(minutes % 60)m" + seconds
    }
  }

  private static func decimal(_ number: UInt64, _ unit: UInt64) -> String {
    let (whole, rest) = number.quotientAndRemainder(dividingBy: unit)
    var fraction = String(String(rest + unit).dropFirst())
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return String(whole) + (fraction.isEmpty ? "" : "." + fraction)
  }
}

/// `comments`: the free text of the producer, a line each.
package struct CommentsReport: ProfileReport {
  package let comments: [String]

  package init(_ report: ReportedProfile) {
    comments = report.profile.comments.map { TerminalText.safe(report.profile.strings[$0]) }
  }

  package func text() -> String { comments.map { $0 + "\n" }.joined() }

  package func table() -> ReportTable {
    ReportTable(columns: [.init("comment")], rows: comments.map { [.text($0)] })
  }
}
