// SPDX-License-Identifier: Apache-2.0

package import Evidence
import FoundationEssentials

/// A form in which it is written what goroutines wait for: one type and one line in `GoroutineFormats.all`.
package protocol GoroutineFormat: Sendable {
  /// The name after `--format`.
  var name: String { get }
  /// Writes all of it, ending with a newline.
  func render(_ goroutines: LiveGoroutines, for surface: Surface) -> String
}

/// All such forms.
package enum GoroutineFormats {
  package static let all: [any GoroutineFormat] = [TerminalGoroutines(), JSONGoroutines()]
}

/// One JSON object (format version 1).
package struct JSONGoroutines: GoroutineFormat {
  package let name = "json"

  package init() {}

  private struct Document: Encodable {
    var formatVersion = 1
    var goroutines: LiveGoroutines
  }

  package func render(_ goroutines: LiveGoroutines, for surface: Surface) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(Document(goroutines: goroutines)), as: UTF8.self) + "\n"
    } catch {
      // Every number is finite and every field encodable; a failure is a defect of this program.
      preconditionFailure("the report could not be encoded: \(error)")
    }
  }
}
