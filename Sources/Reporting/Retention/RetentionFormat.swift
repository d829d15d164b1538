// SPDX-License-Identifier: Apache-2.0

package import Evidence
import FoundationEssentials

/// A form in which it is written who holds memory: one type and one line in `RetentionFormats.all`.
package protocol RetentionFormat: Sendable {
  /// The name after `--format`.
  var name: String { get }
  /// Writes all of it, ending with a newline.
  func render(_ retention: HeapRetention, for surface: Surface) -> String
}

/// All such forms.
package enum RetentionFormats {
  package static let all: [any RetentionFormat] = [TerminalRetention(), JSONRetention()]
}

/// One JSON object (format version 1).
package struct JSONRetention: RetentionFormat {
  package let name = "json"

  package init() {}

  private struct Document: Encodable {
    var formatVersion = 1
    var retention: HeapRetention
  }

  package func render(_ retention: HeapRetention, for surface: Surface) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(Document(retention: retention)), as: UTF8.self) + "\n"
    } catch {
      // Every number is finite and every field encodable; a failure is a defect of this program.
      preconditionFailure("the report could not be encoded: \(error)")
    }
  }
}
