// SPDX-License-Identifier: Apache-2.0

package import Evidence
import FoundationEssentials

/// A form in which it is written who holds what grew between two snapshots: one type and one line in `GrowthFormats.all`.
package protocol GrowthFormat: Sendable {
  /// The name after `--format`.
  var name: String { get }
  /// Writes all of it, ending with a newline.
  func render(_ look: ObjectGraphLook, for surface: Surface) -> String
}

/// All such forms; their names are those of `RetentionFormats`.
package enum GrowthFormats {
  package static let all: [any GrowthFormat] = [TerminalGrowth(), JSONGrowth()]
}

/// Holders of what grew, the most bytes first, with what came and what went.
package struct TerminalGrowth: GrowthFormat {
  package let name = "terminal"

  package init() {}

  package func render(_ look: ObjectGraphLook, for surface: Surface) -> String {
    var lines = heading(look).flatMap { TerminalText.wrapped($0, width: surface.width, indent: 0, hanging: 2) }
    lines += ["", TerminalStyle.strong("What grew, by who holds it", surface)]
    lines += look.holders.isEmpty ? ["  nothing"] : look.holders.map { row($0) }
    if !look.finalizerCycles.isEmpty {
      lines += ["", TerminalStyle.strong("Objects on a cycle with their finalizer, never freed", surface)]
      lines += look.finalizerCycles.map { cycle in
        "  \(TerminalText.safe(cycle.type))  x \(Quantity.grouped(cycle.after)), before \(Quantity.grouped(cycle.before))"
      }
    }
    if !look.gaps.isEmpty {
      lines += ["", "Missing:"]
      for gap in look.gaps {
        lines += TerminalText.wrapped(TerminalText.safe("- \(gap)"), width: surface.width, indent: 2, hanging: 4)
      }
    }
    let text = lines.joined(separator: "\n") + "\n"
    return surface.isASCII ? text.inASCII : text
  }

  private func heading(_ look: ObjectGraphLook) -> [String] {
    let held = look.snapshots.map { Quantity.bytes(Int(clamping: $0.reached.bytes)) }.joined(separator: ", then ")
    let stops = look.snapshots.compactMap(\.stop).map { "\(Quantity.rate($0.milliseconds)) ms" }
    let apart = look.seconds.map { ", \(Quantity.duration($0)) apart" } ?? ""
    return [
      "\(TerminalText.safe(look.goVersion)): \(held) held\(apart).",
      stops.isEmpty ? "" : "The process stood still for \(stops.joined(separator: " and ")).",
    ]
    .filter { !$0.isEmpty }
  }

  private func row(_ holder: GrowingHolder) -> String {
    let change = holder.grownBytes
    let amount = (change < 0 ? "-" : "+") + Quantity.bytes(Int(clamping: change.magnitude))
    let gone = holder.gone == 0 ? "none" : Quantity.grouped(holder.gone)
    return "  " + String(repeating: " ", count: max(0, 9 - amount.count)) + amount
      + "  \(TerminalText.safe(holder.path))"
      + "  x \(Quantity.grouped(holder.after.objects)) (\(holder.container.rawValue); \(Quantity.grouped(holder.came)) came, "
      + "\(gone) went)"
  }
}

/// One JSON object (format version 1).
package struct JSONGrowth: GrowthFormat {
  package let name = "json"

  package init() {}

  private struct Document: Encodable {
    var formatVersion = 1
    var growth: ObjectGraphLook
  }

  package func render(_ look: ObjectGraphLook, for surface: Surface) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(Document(growth: look)), as: UTF8.self) + "\n"
    } catch {
      // Every number is finite and every field encodable; a failure is a defect of this program.
      preconditionFailure("the report could not be encoded: \(error)")
    }
  }
}
