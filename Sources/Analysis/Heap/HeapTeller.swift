// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Makes the sites and lines that are told out of columns: names, series, measures.
struct HeapTeller {
  private let joined: HeapJoin
  private let census: HeapCensus
  private let stacks: StackResolver
  private let times: [Double?]
  private let sitesOfLine: [Int: [Int]]

  /// `lines` are those that will be told.
  init(_ joined: HeapJoin, census: HeapCensus, ownership: CodeOwnership, lines: [Int]) {
    self.joined = joined
    self.census = census
    stacks = StackResolver(joined.profiles, ownership: ownership)
    times = joined.rounds.map(\.at)
    sitesOfLine = census.sites(ofLines: lines)
  }

  func site(_ site: Int, tests: HeapTests) -> HeapSite {
    let series = census.series(ofSite: site)
    var growth = HeapGrowth(series, times: times)
    growth?.settle(site, tests)
    let stack = stack(ofSite: site)
    return HeapSite(
      stack: stack,
      series: series,
      growth: growth,
      ladder: SizeLadder(series, times: times),
      signs: ContainerSign.signs(in: stack)
    )
  }

  func line(_ line: Int, members: [Int], tests: HeapTests) -> HeapLine? {
    guard let all = sitesOfLine[line], let largest = census.largest(all), let frame = stack(ofSite: largest).siteFrame
    else { return nil }
    let rows = census.rows(ofSites: all)
    // Measured site by site: what was freed at one cannot have been in use at another.
    var growth = HeapGrowth(rows.series, times: times, flows: rows.flows(from:to:))
    growth?.settle(line, tests)
    return HeapLine(
      frame: frame,
      isOwnCode: joined.table.isOwnLine[line],
      siteCount: all.count,
      sites: members,
      series: rows.series,
      growth: growth
    )
  }

  private func stack(ofSite site: Int) -> ResolvedStack {
    let seen = joined.table.firstSeen[site]
    return stacks.stack(Int(seen.stack), ofProfile: Int(seen.profile))
  }
}
