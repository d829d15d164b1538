// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Callgrind's text, as pprof writes it: costs by function and line, calls with their inclusive costs.
///
/// Source: google/pprof internal/report `printCallgrind`; format of Valgrind's manual, "Callgrind Format Specification".
enum CallgrindExport {
  private struct Function: Hashable {
    var name: StringID
    var file: StringID
    var object: StringID
    var startLine: Int64
  }

  private struct Place: Hashable {
    var name: StringID
    var file: StringID
  }

  static func text(_ report: ReportedProfile) -> String {
    let graph = ProfileGraph(report, calls: .all)
    let unit = graph.outputUnit(report)
    let table = graph.table
    // Functions of one name and file that begin elsewhere are told apart by a number.
    var numbers: [Place: [Function: Int]] = [:]
    func function(_ node: Int) -> (Place, Function) {
      let info = table.nodes[node]
      return (
        Place(name: info.name, file: info.file),
        Function(name: info.name, file: info.file, object: info.object, startLine: info.startLine)
      )
    }
    for node in graph.order {
      let (place, function) = function(node)
      if numbers[place]?[function] == nil { numbers[place, default: [:]][function] = numbers[place]?.count ?? 0 }
    }
    func callName(_ node: Int) -> String {
      let (place, function) = function(node)
      let name = safe(table.strings[table.nodes[node].name])
      guard let known = numbers[place], known.count > 1, let number = known[function] else { return name }
      return "\(name) [\(number + 1)/\(known.count)]"
    }
    var callees: [Int: [CallTable.Call]] = [:]
    for call in graph.calls.calls { callees[call.caller, default: []].append(call) }
    var objects = NameNumbers()
    var files = NameNumbers()
    var names = NameNumbers()
    var text = "positions: instr line\nevents: \(safe(report.selection.type))(\(unit))\n"
    var previous: ProfileNode?
    func scaled(_ value: Int64) -> Int64 {
      Int64(clamping: MeasurementUnit.scale(value, from: report.selection.unit, to: unit).value)
    }
    for node in graph.order {
      let info = table.nodes[node]
      if previous == nil || previous?.object != info.object || previous?.file != info.file
        || previous?.name != info.name
      {
        text += "\nob=\(objects.text(safe(table.strings[info.object])))\n"
        text += "fl=\(files.text(safe(table.strings[info.file])))\n"
        text += "fn=\(names.text(safe(table.strings[info.name])))\n"
      }
      text += "\(address(info.address, after: previous)) \(info.line) \(scaled(graph.flatValue(node)))\n"
      let calls = (callees[node] ?? []).sorted { a, b in
        if a.weight.magnitude != b.weight.magnitude { return a.weight.magnitude > b.weight.magnitude }
        return table.name(of: a.callee).utf8.lexicographicallyPrecedes(table.name(of: b.callee).utf8)
      }
      for call in calls {
        let callee = table.nodes[call.callee]
        text += "cfl=\(files.text(safe(table.strings[callee.file])))\ncfn=\(names.text(callName(call.callee)))\n"
        text += "calls=0 \(address(callee.address, after: previous)) \(callee.line)\n* * \(scaled(call.weight))\n"
      }
      previous = info
    }
    return text
  }

  private static func address(_ address: UInt64, after previous: ProfileNode?) -> String {
    let absolute = "0x" + String(address, radix: 16)
    guard let previous else { return absolute }
    if previous.address == address { return "*" }
    let difference = Int64(bitPattern: address &- previous.address)
    let relative = (difference < 0 ? "" : "+") + String(difference)
    return relative.utf8.count < absolute.utf8.count ? relative : absolute
  }

  private static func safe(_ name: String) -> String { TerminalText.safe(name) }
}

/// Names that are written once and referred to by number afterwards.
private struct NameNumbers {
  private var numbers: [String: Int] = [:]

  mutating func text(_ name: String) -> String {
    if name.isEmpty { return "" }
    if let known = numbers[name] { return "(\(known))" }
    numbers[name] = numbers.count + 1
    return "(\(numbers.count)) \(name)"
  }
}
