// SPDX-License-Identifier: Apache-2.0

import Analysis
import Diagnosis

/// What several outputs say of a finding in the same words.
struct FindingWords {
  let finding: Finding

  init(_ finding: Finding) {
    self.finding = finding
  }

  /// What carries the claim, to follow the confidence.
  var proof: String {
    switch finding.proof {
    case .runtime: "proven by Go's own leak profile"
    case .reachability: "proven by reachability"
    case .structure: "proven by structure"
    case .wholeLife: "proven over the whole life of the process"
    case .trace: "proven by the execution trace"
    case .statistical: "by growth and survival"
    case .pattern: "by pattern"
    case .accounting: "by accounting"
    }
  }

  /// " in quote.(*Desk).Best.func1", to follow the title.
  var inFunction: String {
    finding.location.map { " in \(GoFunctionName($0.function).short)" } ?? ""
  }

  /// The rate with its interval, and how many of the first round are left; nil when neither is known.
  var growth: String? {
    // What stands still has no rate worth telling.
    guard let growth = finding.growth.first, growth.perSecond != 0 else { return survival.map { $0 + "." } }
    let sign = growth.perSecond >= 0 ? "+" : ""
    var text =
      growth.unit == .bytes
      ? "\(sign)\(Quantity.bytes(growth.perSecond))/s "
        + "(95 %: \(Quantity.bytes(growth.low)) to \(Quantity.bytes(growth.high)))"
      : "\(sign)\(Quantity.rate(growth.perSecond)) \(growth.unit.rawValue)/s "
        + "(95 %: \(Quantity.rate(growth.low)) to \(Quantity.rate(growth.high)))"
    if let survival { text += "; \(survival)" }
    return text + "."
  }

  private var survival: String? {
    finding.evidence.first { $0.statement.hasPrefix("of ") && $0.statement.contains("first round") }?.statement
  }

  /// The path to what is held, with what would be freed without it; nil when the object graph was not read.
  var heldBy: String? {
    finding.retainers.first.map { "\($0.path) (\(Quantity.bytes(Double($0.retainedBytes))))" }
  }

  /// Further places; the first `go` statement is told in the explanation already.
  var also: String? {
    let created = finding.alsoAt.filter { $0.role == .createdBy }.dropFirst().prefix(2).map {
      "started at \(place($0)) by \(GoFunctionName($0.function).short)"
    }
    let others = finding.alsoAt.filter { $0.role != .createdBy }
    var parts = Array(created)
    parts += others.prefix(2).map { "\(place($0)) in \(GoFunctionName($0.function).short)" }
    if others.count > 2 { parts.append("\(others.count - 2) more places") }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private func place(_ location: Finding.Location) -> String {
    "\(ShortPath(location.file).text):\(location.line)"
  }
}
