// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// All heap profiles of one process over a watch, by allocating stack and by line of the service's own code.
///
/// Built from the observations of one capture. Profiles of other processes, differences, and profiles that show the same
/// moment as the one before are left out and said in `hindrances`; what is left are the rounds. Every place is measured
/// and tested; names are resolved only for those that are told: the largest, the most changed, and all that do not stand
/// still. Values and measures only: what they mean is judged elsewhere.
///
/// O(locations of all stacks) time; memory is about 60 bytes a sample and profile beside the profiles themselves.
package struct HeapHistory: Sendable {
  /// The profiles that are compared, in the order of time.
  package let rounds: [HeapRound]
  package let hindrances: [HeapHindrance]
  /// The sites that are told, those with most bytes in use at the last round first.
  package let sites: [HeapSite]
  /// The lines that are told, those with most bytes in use at the last round first.
  package let lines: [HeapLine]
  /// The whole heap: all sites together, told or not.
  package let total: HeapSeries
  /// Growth of the whole heap, tested by itself; nil with fewer than two rounds.
  package let totalGrowth: HeapGrowth?
  /// How many sites and lines there are in all.
  package let siteCount: Int
  package let lineCount: Int
  /// What the watch could have seen; nil with fewer than two rounds or unknown times.
  package let sensitivity: HeapSensitivity?

  /// Seconds from the start of the capture per round; nil where unknown.
  package var times: [Double?] { rounds.map(\.at) }

  /// Seconds between the first and the last round; nil when unknown.
  package var watchedSeconds: Double? {
    guard let first = rounds.first?.at, let last = rounds.last?.at, last > first else { return nil }
    return last - first
  }

  /// Reads the profiles; `limit` is how many of the largest and of the most changed places are told, and `siteLimit` how
  /// many stacks (as many when nil).
  package init(observations: [HeapObservation], ownership: CodeOwnership, limit: Int = 200, siteLimit: Int? = nil) {
    let joined = HeapJoin(observations, ownership: ownership)
    let census = HeapCensus(joined)
    rounds = joined.rounds
    hindrances = joined.hindrances
    siteCount = joined.table.siteCount
    lineCount = joined.table.lineCount
    let times = joined.rounds.map(\.at)
    total = census.total()
    var wholeGrowth = HeapGrowth(total, times: times)
    wholeGrowth?.settle(isTestable: true)
    totalGrowth = wholeGrowth

    let siteTests = HeapTests(census.siteFlows)
    let lineTests = HeapTests(census.lineFlows)
    let toldSites = siteTests.told(bytesInUse: census.siteBytes, limit: siteLimit ?? limit)
    let toldLines = lineTests.told(bytesInUse: census.lineBytes, limit: limit)
    let teller = HeapTeller(joined, census: census, ownership: ownership, lines: toldLines)
    var sites = toldSites.map { teller.site($0, tests: siteTests) }
    var members: [Int: [Int]] = [:]
    for (index, site) in toldSites.enumerated() { members[Int(census.lineOfSite[site]), default: []].append(index) }
    var lines = toldLines.compactMap { teller.line($0, members: members[$0] ?? [], tests: lineTests) }
    let fall = lines.compactMap(\.growth).filter { $0.behavior == .shrinks }.reduce(0) { $0 - $1.bytes }
    for index in sites.indices { sites[index].growth?.compare(withFall: fall) }
    for index in lines.indices { lines[index].growth?.compare(withFall: fall) }
    self.sites = sites
    self.lines = lines
    if let first = times.first ?? nil, let last = times.last ?? nil, let sampling = joined.rounds.last?.sampling,
      last - first >= HeapGrowth.leastSeconds
    {
      let shares = HeapGrowth.bounds(times).map { part in
        ((times[part.upperBound] ?? 0) - (times[part.lowerBound] ?? 0)) / (last - first)
      }
      sensitivity = HeapSensitivity(
        sampling: sampling,
        seconds: last - first,
        segmentShares: shares,
        testedCount: siteTests.testedCount
      )
    } else {
      sensitivity = nil
    }
  }
}
