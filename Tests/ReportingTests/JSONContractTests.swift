// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Foundation
import Reporting
import Testing
import TestSupport

/// A JSON value of any shape.
enum JSONValue: Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
  var text: String? { if case .string(let text) = self { text } else { nil } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }
}

/// The shape of a value, as format version 1 of the report promises it.
indirect enum Shape: Sendable {
  case text
  /// A text that may be empty.
  case anyText
  /// A whole number, zero allowed: a count.
  case count
  case number
  /// An RFC 3339 instant in UTC.
  case instant
  case oneOf([String])
  case list(Shape)
  /// Members that must be there and members that may be.
  case object([String: Shape], optional: [String: Shape] = [:])

  static let location = Shape.object([:], optional: locationFields)
  static let locationFields: [String: Shape] = [
    "function": .text, "file": .text, "line": .count,
    "excerpt": .list(.object(["line": .count, "text": .anyText])),
  ]

  /// Every field of the contract; what it promises unconditionally must be there.
  static let report = Shape.object(
    [
      "formatVersion": .count,
      "tool": .object(["name": .text, "version": .text]),
      "target": .object(
        ["kind": .oneOf(["url", "process", "files", "bundle", "core"]), "name": .text],
        optional: [
          "goVersion": .text, "moduleGoVersion": .text, "module": .text, "pid": .count, "host": .text,
          "uptimeSeconds": .number, "instances": .count, "address": .text,
        ]
      ),
      "capture": .object(
        [
          "seconds": .number, "rounds": .count,
          "items": .list(
            .object(["bytes": .count], optional: ["endpoint": .text, "file": .text, "at": .instant, "gap": .text])
          ),
        ],
        optional: ["started": .instant, "gaps": .list(.text)]
      ),
      "verdict": .oneOf(["leaking", "suspected", "healthy", "insufficient-evidence"]),
      "summary": .text,
      "detectionLimit": .object(
        [:],
        optional: ["bytesPerSecond": .number, "goroutinesPerSecond": .number, "descriptorsPerSecond": .number]
      ),
      "series": .list(
        .object(
          ["name": .text, "unit": .text, "points": .list(.list(.number))],
          optional: ["gcMarks": .list(.number)]
        )
      ),
      "groups": .list(
        .object(
          ["state": .text, "at": location, "counts": .list(.count)],
          optional: ["createdBy": location, "oldestSeconds": .number, "stack": .list(location)]
        )
      ),
      "marks": .list(
        .object(["at": .number, "kind": .oneOf(["round", "collection", "trace", "leak-profile", "restart"])])
      ),
      "callTrees": .list(
        .object(
          [
            "name": .oneOf(["heap_growth", "heap_in_use", "goroutine_growth", "goroutines"]),
            "unit": .oneOf(["bytes", "goroutines"]),
            "nodes": .list(
              .object(
                ["value": .count],
                optional: [
                  "parent": .count, "function": .text, "file": .text, "line": .count,
                  "owner": .oneOf(["own", "dependency", "standard-library", "runtime"]),
                ]
              )
            ),
          ],
          optional: ["nodesLeftOut": .count]
        )
      ),
      "sources": .list(.object(["file": .text, "lines": .list(.object(["line": .count, "text": .anyText]))])),
      "findings": .list(
        .object(
          [
            "kind": .text, "level": .oneOf(["leak", "suspect", "note"]), "confidence": .number, "title": .text,
            "explanation": .text,
            "alsoAt": .list(
              .object(
                [
                  "role": .oneOf(["created-by", "allocated-at", "blocked-at", "held-by", "stored-at"])
                ],
                optional: locationFields
              )
            ),
            "growth": .list(
              .object([
                "unit": .oneOf(["bytes", "objects", "goroutines", "descriptors", "threads"]), "perSecond": .number,
                "low": .number, "high": .number, "pValue": .number,
              ])
            ),
            "size": .object(
              [:],
              optional: [
                "bytes": .count, "objects": .count, "goroutines": .count, "descriptors": .count, "threads": .count,
                "retainedBytes": .count,
              ]
            ),
            "proof": .oneOf([
              "reachability", "runtime", "structure", "whole-life", "trace", "statistical", "pattern", "accounting",
            ]),
            "refutedBy": .text,
            "retainers": .list(
              .object([
                "path": .text, "root": .text,
                "steps": .list(.object(["edge": .text, "type": .text, "bytes": .count])), "retainedBytes": .count,
                "count": .count,
              ])
            ),
            "evidence": .list(
              .object(["source": .text, "statement": .text], optional: ["values": .list(.number), "unit": .text])
            ),
            "fix": .object(["text": .text], optional: ["before": .text, "after": .text]),
            "guard": .object(["text": .text], optional: ["test": .text, "alertRule": .text, "lintRule": .text]),
            "checks": .list(.object(["shows": .text, "command": .text])),
          ],
          optional: ["location": location]
        )
      ),
      "wouldSettle": .list(.text),
      "timings": .object(["acquire": .number, "decode": .number, "analyze": .number, "total": .number]),
    ],
    optional: [
      "timeToLimitSeconds": .number,
      "groupsLeftOut": .count,
      "memory": .object(
        [:],
        optional: [
          "rss": .count, "liveHeap": .count, "unsweptGarbage": .count, "idle": .count, "released": .count,
          "stacks": .count, "metadata": .count, "outsideGo": .count,
        ]
      ),
      "cost": .object([
        "requests": .count, "bytes": .count, "forcedGCs": .count,
        "pauses": .list(.object(["what": .text, "seconds": .number])),
      ]),
    ]
  )

  /// What is wrong with a value, each with its path.
  func faults(in value: JSONValue, at path: String = "$") -> [String] {
    switch (self, value) {
    case (.anyText, .string), (.number, .number): []
    case (.text, .string(let text)): text.isEmpty ? ["\(path) is empty"] : []
    case (.count, .number(let number)): number == number.rounded() ? [] : ["\(path) is not whole: \(number)"]
    case (.instant, .string(let text)): Self.isInstant(text) ? [] : ["\(path) is no instant in UTC: \(text)"]
    case (.oneOf(let words), .string(let text)): words.contains(text) ? [] : ["\(path) may not be \(text)"]
    case (.list(let element), .array(let elements)):
      elements.enumerated().flatMap { element.faults(in: $1, at: "\(path)[\($0)]") }
    case (.object(let required, let optional), .object(let members)):
      required.keys.filter { members[$0] == nil }.map { "\(path).\($0) is missing" }
        + members.flatMap { key, member in
          (required[key] ?? optional[key])?.faults(in: member, at: "\(path).\(key)")
            ?? ["\(path).\(key) is not in the contract"]
        }
    default: ["\(path) has another type: \(value)"]
    }
  }

  private static func isInstant(_ text: String) -> Bool {
    text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/) != nil
  }
}

@Suite struct JSONContractTests {
  private func json(_ report: Report) throws -> JSONValue {
    let text = JSONReport().render(report, for: Surface())
    #expect(text.hasSuffix("}\n"))
    return try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  private static func emptyCapture() -> Capture {
    Capture(target: TargetDescription(kind: .files, name: "a.txt", address: "a.txt"))
  }

  private static func singleDump() throws -> Capture {
    var capture = emptyCapture()
    let place = PlaceText("chan send", "_cgo_wait() :0")
    try capture.add(place.goroutine(7), at: nil, round: nil, source: "a.txt")
    return capture
  }

  private static let captures: [(name: String, make: @Sendable () throws -> Capture)] = [
    ("all there is", { try fullCapture() }),
    ("a healthy watch", { try WatchText().capture() }),
    ("a single dump without names", { try singleDump() }),
    ("nothing", { emptyCapture() }),
  ]

  @Test(arguments: captures.indices)
  func `every field is one of the contract, of its type, and absent when not known`(index: Int) throws {
    let value = try json(report(of: try Self.captures[index].make()))
    #expect(Shape.report.faults(in: value) == [], "\(Self.captures[index].name)")
  }

  @Test func `a full report says all it can`() throws {
    let value = try json(report(of: try fullCapture()))
    #expect(value["formatVersion"]?.number == 1)
    #expect(value["tool"]?["name"]?.text == "stanch")
    #expect(value["target"]?["pid"]?.number == 4711)
    #expect(value["target"]?["uptimeSeconds"]?.number == 10_800)
    #expect(value["capture"]?["started"]?.text == "2026-09-21T14:13:20.000Z")
    #expect(value["capture"]?["rounds"]?.number == 6)
    let items = try #require(value["capture"]?["items"]?.elements)
    #expect(items[1]["endpoint"]?.text == "/debug/pprof/goroutine?debug=2")
    #expect(items[1]["at"]?.text == "2026-09-21T14:13:26.000Z")
    #expect(items[2]["gap"]?.text == "cut at byte 4711")
    #expect(value["verdict"]?.text == "leaking")
    #expect(value["detectionLimit"]?["goroutinesPerSecond"]?.number != nil)
    #expect(value["series"]?.elements.first?["unit"]?.text == "goroutines")
    #expect(value["series"]?.elements.first?["points"]?.elements.count == 6)
    #expect(value["cost"]?["forcedGCs"]?.number == 1)
    let group = try #require(value["groups"]?.elements.first)
    #expect(group["at"]?["line"]?.number == 41)
    #expect(group["createdBy"]?["line"]?.number == 38)
    #expect(group["counts"]?.elements.compactMap(\.number) == [120, 180, 240, 300, 360, 420])
    #expect(group["oldestSeconds"]?.number == 30)
    let finding = try #require(value["findings"]?.elements.first)
    #expect(finding["location"]?["excerpt"]?.elements.count == 6)
    #expect(finding["growth"]?.elements.first?["unit"]?.text == "goroutines")
    #expect(finding["size"]?["goroutines"]?.number == 420)
    #expect(finding["proof"]?.text == "runtime")
  }

  @Test func `files are files and not endpoints`() throws {
    let item = try #require(try json(report(of: try Self.singleDump()))["capture"]?["items"]?.elements.first)
    #expect(item["file"]?.text == "a.txt")
    #expect(item["endpoint"] == nil)
    #expect(item["at"] == nil)
  }

  @Test func `findings are sorted, worst first`() throws {
    let findings = try #require(try json(report(of: try fullCapture()))["findings"]?.elements)
    #expect(findings.compactMap { $0["level"]?.text } == ["leak", "suspect", "note"])
    for finding in findings {
      let confidence = try #require(finding["confidence"]?.number)
      #expect((0...1).contains(confidence))
      if finding["level"]?.text == "leak" { #expect(confidence >= 0.99) }
    }
  }

  @Test func `what is suspected says what would settle it`() throws {
    var watch = WatchText()
    watch.addLeak(10, atStart: 20, PlaceText("chan send", "shop.f() /src/shop/a.go:4"))
    let value = try json(report(of: try watch.capture()))
    #expect(value["verdict"]?.text == "suspected")
    #expect(value["wouldSettle"]?.elements.isEmpty == false)
  }

  @Test func `a report is read back as it was written`() throws {
    let report = report(of: try fullCapture())
    let text = JSONReport().render(report, for: Surface())
    let decoded = try JSONDecoder().decode(Report.self, from: Data(text.utf8))
    #expect(JSONReport().render(decoded, for: Surface()) == text)
  }

  @Test func `instances are counted when several answer`() throws {
    var capture = Self.emptyCapture()
    let place = PlaceText("chan receive", "shop.work() /src/shop/work.go:1")
    let a = stride(from: 20, through: 9000, by: 20).map { UInt64($0) }
    let b = stride(from: 13, through: 9100, by: 21).map { UInt64($0) }
    for ids in [a, b, a + [9200], b + [9300]] {
      try capture.add(ids.map { place.goroutine($0) }.joined(), at: nil, round: nil, source: "x")
    }
    #expect(try json(report(of: capture))["target"]?["instances"]?.number == 2)
  }
}
