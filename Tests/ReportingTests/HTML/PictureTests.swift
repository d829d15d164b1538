// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Reporting

@Suite struct ChartTests {
  private func chart(_ values: [Double], unit: String = "goroutines") -> String {
    let points = values.enumerated().map { [Double($0.offset), $0.element] }
    let series = Report.Series(name: "goroutines", unit: unit, points: points)
    return Chart(series: series, marks: [], from: 0, to: Double(max(1, values.count - 1))).markup().html
  }

  @Test(arguments: [0.0: 1.0, 1: 1, 2: 2, 7: 8, 608: 800, 1000: 1000, 1001: 1500, 9: 10, 1.2: 2] as [Double: Double])
  func `the axis ends at a round number above`(value: Double, ceiling: Double) {
    #expect(Chart.ceiling(value, unit: "goroutines") == ceiling)
  }

  @Test(arguments: [669_696: 786_432, 1_048_576: 1_048_576, 12_058_624: 12_582_912] as [Double: Double])
  func `for bytes it is round in binary units`(value: Double, ceiling: Double) {
    #expect(Chart.ceiling(value, unit: "bytes") == ceiling)
  }

  @Test func `few points are drawn one by one`() {
    let text = chart([0, 5, 10])
    #expect(text.contains("<polyline class=\"line\" points=\"0,1000 500,500 1000,0\"/>"))
    #expect(!text.contains("band"))
  }

  @Test func `of many points the band between least and most is drawn`() {
    let text = chart((0..<50_000).map { Double($0 % 100) })
    #expect(text.contains("class=\"band\""))
    #expect(text.utf8.count < 16_000)
  }

  @Test func `what is no number is left out`() {
    let series = Report.Series(
      name: "rss",
      unit: "bytes",
      points: [[0, 1], [1, .nan], [.infinity, 2], [3], [4, 2]]
    )
    #expect(SeriesText(series).points.map(\.time) == [0, 4])
  }
}

@Suite struct SparklineTests {
  @Test func `a curve begins and ends with the first and the last value`() {
    let text = Sparkline([0, 3, 6]).markup().html
    #expect(text.contains("points=\"2,20 40,11 78,2\""))
    let long = Sparkline((0..<1000).map(Double.init)).markup().html
    #expect(long.contains("points=\"2,20 ") && long.contains(" 78,2\""))
    #expect(long.utf8.count < 1200)
  }

  @Test(arguments: [[], [1], [.nan, .infinity], [0, 0]] as [[Double]])
  func `values that make no curve make no fault`(values: [Double]) {
    #expect(!Sparkline(values).markup().html.contains("nan"))
  }
}

@Suite struct FlameLayoutTests {
  private func tree(_ nodes: [(parent: Int?, value: Int64)]) -> CallTree {
    CallTree(
      name: .goroutines,
      unit: "goroutines",
      nodes: nodes.map { CallTree.Node(parent: $0.parent, value: $0.value) }
    )
  }

  @Test func `callees stand side by side below their caller`() {
    let boxes = FlameLayout(tree([(nil, 10), (0, 6), (1, 6), (0, 2)])).boxes
    #expect(boxes.map(\.depth) == [0, 1, 2, 1])
    #expect(boxes.map(\.x) == [0, 0, 0, 0.6])
    #expect(boxes.map(\.width) == [1, 0.6, 0.6, 0.2])
    #expect(boxes.map(\.hasChildren) == [true, true, false, false])
  }

  @Test func `a damaged tree stays within its caller`() {
    let boxes = FlameLayout(tree([(nil, 10), (0, .max), (0, -4), (9, 3), (4, 3), (-1, 2)])).boxes
    for box in boxes { #expect(box.x >= 0 && box.x + box.width <= 1.000001 && box.width >= 0) }
    #expect(FlameLayout(tree([])).boxes.isEmpty)
  }
}
