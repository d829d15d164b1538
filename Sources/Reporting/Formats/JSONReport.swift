// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// The report as one JSON object: the public contract.
package struct JSONReport: ReportFormat {
  package let name = "json"

  package init() {}

  package func render(_ report: Report, for surface: Surface) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(report), as: UTF8.self) + "\n"
    } catch {
      // Every number in a report is finite and every field encodable; a failure is a defect of this program.
      preconditionFailure("the report could not be encoded: \(error)")
    }
  }
}
