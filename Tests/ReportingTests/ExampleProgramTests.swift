// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Foundation
import Reporting
import Testing
import TestSupport

/// The programs that `stanch explain` shows are those of the laboratory.
@Suite struct ExampleProgramTests {
  private static let path = Fixtures.repository.appending(
    path: "Sources/Reporting/Explanation/ExampleProgram+Generated.swift"
  )

  /// The source file that holds the programs.
  private static func generated() throws -> String {
    var cases = ""
    for id in LeakKinds.all.map(\.id).sorted() {
      guard let program = try ExampleExtraction.program(of: id) else { continue }
      cases += "    case \"\(id)\":\n      ExampleProgram(\n"
      cases += "        leaky: [\n\(program.leaky.map(literal).joined())        ],\n"
      cases += "        fixed: [\n\(program.fixed.map(literal).joined())        ]\n      )\n"
    }
    return """
      // SPDX-License-Identifier: Apache-2.0

      // swift-format-ignore-file
      // Written by ExampleProgramTests from Examples/leaks.

      extension ExampleProgram {
        /// The programs of a kind; nil when the laboratory shows none.
        static func of(_ kind: String) -> ExampleProgram? {
          switch kind {
      \(cases)    default: nil
          }
        }
      }

      """
  }

  private static func literal(_ part: ExampleProgram.Part) -> String {
    let margin = String(repeating: " ", count: 14)
    let code = part.code.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
    return "          Part(\n            path: \"\(part.path)\",\n            code: #\"\"\"\n\(code)\n"
      + "\(margin)\"\"\"#\n          ),\n"
  }

  /// Set STANCH_RECORD_SNAPSHOTS=1 to write the file anew after a change of Examples/leaks.
  @Test func `the programs in the binary are those of the laboratory`() throws {
    let text = try Self.generated()
    if ProcessInfo.processInfo.environment["STANCH_RECORD_SNAPSHOTS"] == "1" {
      try Data(text.utf8).write(to: Self.path)
    }
    #expect(text == String(decoding: try Data(contentsOf: Self.path), as: UTF8.self))
  }

  @Test(arguments: KindPage.all.filter { $0.family != .notes })
  func `each leak shows a program that marks its line and one that does not`(page: KindPage) throws {
    let example = try #require(page.example)
    #expect(example.leaky.contains { $0.code.contains("// leak: here") })
    #expect(!example.fixed.contains { $0.code.contains("// leak:") })
    #expect(!example.fixed.isEmpty)
    let lines = (example.leaky + example.fixed).reduce(0) { $0 + $1.code.split(separator: "\n").count }
    #expect(lines <= 160, "\(lines) lines are not minimal")
  }
}
