// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import TestSupport
import Testing

@Suite struct FlameTreeTests {
  private func report(_ path: String) throws -> ReportedProfile {
    try ReportedProfile(Fixtures.profile("formats/\(path)"), kind: .top, settings: ProfileReportSettings())
  }

  @Test(arguments: [4000, 20, 1])
  func valuesAddUpHoweverMuchIsCut(limit: Int) throws {
    let after = try report("profile-reports/generated.pb.gz")
    let tree = FlameTree(after, base: try report("profile-reports/generated-base.pb.gz"), limit: limit)
    var sums = [(before: Int64, after: Int64, width: Int64)](repeating: (0, 0, 0), count: tree.nodes.count)
    for (index, node) in tree.nodes.enumerated().dropFirst() {
      #expect(node.parent < index)
      sums[node.parent].before += node.before
      sums[node.parent].after += node.after
      sums[node.parent].width += node.width
    }
    for (node, sum) in zip(tree.nodes, sums) {
      #expect(sum.before <= node.before && sum.after <= node.after && sum.width <= node.width)
      #expect(node.width >= max(node.before, node.after))
    }
    #expect(tree.nodes[0].after == after.total)
    #expect(tree.nodes.count <= 2 * limit + 2)
  }

  @Test func aProfileWithoutSamplesIsARootAlone() throws {
    let tree = FlameTree(try ReportedProfile(.heap([]), kind: .top, settings: ProfileReportSettings()))
    #expect(tree.nodes.count == 1)
  }
}
