// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite struct FlameDataTests {
  private struct Sent: Decodable {
    var shared: [Int]
    var rest: [String]
    var depth: [Int]
    var name: [Int]
    var after: [Int64]
  }

  @Test func `names that share their beginnings come out whole`() throws {
    let report = try ReportedProfile(
      Fixtures.profile("formats/profile-reports/generated.pb.gz"),
      kind: .top,
      settings: ProfileReportSettings()
    )
    let tree = FlameTree(report)
    let sent = try JSONDecoder().decode(Sent.self, from: Data(FlameData(tree, unit: "bytes").text.utf8))
    var names: [String] = []
    for (count, tail) in zip(sent.shared, sent.rest) {
      names.append(String(decoding: (names.last ?? "").utf16.prefix(count), as: UTF16.self) + tail)
    }
    #expect(names == tree.names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    for (index, node) in tree.nodes.enumerated() {
      #expect(node.name < 0 ? sent.name[index] < 0 : names[sent.name[index]] == tree.names[node.name])
      #expect(sent.after[index] == node.after)
      #expect(sent.depth[index] == (node.parent < 0 ? 0 : sent.depth[node.parent] + 1))
    }
  }

  @Test(arguments: [
    "</script><script>alert(1)</script>", "<!--", "a\"b\\c", "&lt;", "\u{2028}\u{2029}", "🜂🜃", "\u{1b}[2J", "\0",
  ])
  func `a name cannot end the element that it stands in`(name: String) throws {
    let text = FlameData.json(name)
    #expect(!text.contains("<") && !text.contains(">") && !text.contains("&"))
    #expect(try JSONDecoder().decode(String.self, from: Data(text.utf8)).count == name.count)
  }
}
