// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// The file format of speedscope.app: one sampled profile for each sample type.
///
/// Source: speedscope src/lib/file-format-spec.ts. Values below zero have no width there and are left out.
enum SpeedscopeExport {
  private struct File: Encodable {
    var schema = "https://www.speedscope.app/file-format-schema.json"
    var exporter = "stanch"
    var name: String
    var activeProfileIndex: Int
    var shared: Shared
    var profiles: [Sampled]

    enum CodingKeys: String, CodingKey {
      case schema = "$schema"
      case exporter, name, activeProfileIndex, shared, profiles
    }
  }

  private struct Shared: Encodable {
    var frames: [Frame]
  }

  private struct Frame: Encodable {
    var name: String
    var file: String?
    var line: Int64?
  }

  private struct Sampled: Encodable {
    var type = "sampled"
    var name: String
    var unit: String
    var startValue = 0
    var endValue: Int64
    var samples: [[UInt32]]
    var weights: [Int64]
  }

  static func text(_ report: ReportedProfile) -> String {
    let stacks = NamedStacks(report)
    let table = stacks.table
    let frames = table.nodes.indices.map { index in
      let node = table.nodes[index]
      return Frame(
        name: node.name == .empty ? stacks.names[index] : TerminalText.safe(table.strings[node.name]),
        file: node.file == .empty ? nil : TerminalText.safe(table.strings[node.file]),
        line: node.line == 0 ? nil : node.line
      )
    }
    let profile = report.profile
    let profiles = profile.sampleTypes.enumerated().map { column, type in
      let chosen = stacks.values.indices.filter { stacks.values[$0][column] > 0 }
      let weights = chosen.map { stacks.values[$0][column] }
      return Sampled(
        name: TerminalText.safe(profile.strings[type.type]),
        unit: unit(profile.strings[type.unit]),
        endValue: weights.reduce(0, &+),
        samples: chosen.map { stacks.frames[$0].reversed().map(\.node) },
        weights: weights
      )
    }
    let main = profile.mappings.first.map { SourcePathTrimming.lastElement(profile.strings[$0.file]) } ?? "profile"
    return ProfileExport.json(
      File(
        name: TerminalText.safe(main),
        activeProfileIndex: report.selection.column,
        shared: Shared(frames: frames),
        profiles: profiles
      )
    )
  }

  private static func unit(_ unit: String) -> String {
    ["bytes", "nanoseconds", "microseconds", "milliseconds", "seconds"].contains(unit) ? unit : "none"
  }
}
