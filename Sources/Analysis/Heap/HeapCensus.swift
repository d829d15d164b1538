// SPDX-License-Identifier: Apache-2.0

/// Sums over the rows of a heap table for every site and every line, as columns.
struct HeapCensus {
  private let joined: HeapJoin
  /// What came and went at each site from the first to the last round; empty when that is one round.
  let siteFlows: [HeapFlow]
  let lineFlows: [HeapFlow]
  /// Bytes in use at the last round.
  let siteBytes: [Double]
  let lineBytes: [Double]
  /// Rows ordered by site; site s has `rowsBySite[siteEnds[s-1]..<siteEnds[s]]`.
  private let rowsBySite: [UInt32]
  private let siteEnds: [Int]

  var lineOfSite: [UInt32] { joined.table.lineOfSite }

  init(_ joined: HeapJoin) {
    self.joined = joined
    let table = joined.table
    let isWatched = joined.columns.count > 1
    var siteFlows = [HeapFlow](repeating: HeapFlow(), count: isWatched ? table.siteCount : 0)
    var siteBytes = [Double](repeating: 0, count: table.siteCount)
    var ends = [Int](repeating: 0, count: table.siteCount)
    if let first = joined.columns.first, let last = joined.columns.last, let sampling = joined.rounds.last?.sampling {
      var size: Int64 = 0
      var weight = 0.0
      for row in 0..<table.rowCount {
        let site = Int(table.siteOfRow[row])
        ends[site] += 1
        let inUse = table.inUse(last, row)
        if isWatched {
          siteFlows[site].add(
            allocatedBefore: table.allocated(first, row),
            inUseBefore: table.inUse(first, row),
            allocatedAfter: table.allocated(last, row),
            inUseAfter: inUse
          )
        }
        if inUse == 0 { continue }
        if table.sizes[row] != size {
          size = table.sizes[row]
          weight = sampling.weight(size: size)
        }
        siteBytes[site] += Double(inUse) * weight
      }
    }
    var lineFlows = [HeapFlow](repeating: HeapFlow(), count: table.lineCount)
    var lineBytes = [Double](repeating: 0, count: table.lineCount)
    var end = 0
    for site in 0..<table.siteCount {
      let line = Int(table.lineOfSite[site])
      if isWatched { lineFlows[line].add(siteFlows[site]) }
      lineBytes[line] += siteBytes[site]
      end += ends[site]
      ends[site] = end
    }
    // Filled from the back, so that each site's end becomes its start, and the next site's start is its end.
    var ordered = [UInt32](repeating: 0, count: table.rowCount)
    var next = ends
    for row in stride(from: table.rowCount - 1, through: 0, by: -1) {
      let site = Int(table.siteOfRow[row])
      next[site] -= 1
      ordered[next[site]] = UInt32(row)
    }
    self.siteFlows = siteFlows
    self.siteBytes = siteBytes
    self.lineFlows = lineFlows
    self.lineBytes = lineBytes
    rowsBySite = ordered
    siteEnds = ends
  }

  /// The series of a site.
  func series(ofSite site: Int) -> HeapSeries {
    HeapSeries(rungs(ofSite: site).sorted { $0.size < $1.size }, of: joined)
  }

  /// The rows of several sites, added up by size.
  func rows(ofSites sites: [Int]) -> HeapRows {
    var rows: [UInt32] = []
    for site in sites { rows.append(contentsOf: rowsBySite[range(ofSite: site)]) }
    return HeapRows(rows, of: joined)
  }

  /// The sites of some lines, in ascending order.
  func sites(ofLines lines: [Int]) -> [Int: [Int]] {
    var places = [Int](repeating: -1, count: lineFlows.count)
    for (place, line) in lines.enumerated() { places[line] = place }
    var sites = [[Int]](repeating: [], count: lines.count)
    for (site, line) in lineOfSite.enumerated() where places[Int(line)] >= 0 { sites[places[Int(line)]].append(site) }
    return Dictionary(uniqueKeysWithValues: zip(lines, sites))
  }

  /// The site with most bytes in use, the first of equals; nil of none.
  func largest(_ sites: [Int]) -> Int? { sites.max { (siteBytes[$0], $1) < (siteBytes[$1], $0) } }

  /// The series of the whole heap.
  func total() -> HeapSeries { HeapRows(Array(0..<UInt32(joined.table.rowCount)), of: joined).series }

  /// The rows of a site as they are: a site has one row for each size.
  private func rungs(ofSite site: Int) -> [HeapRung] {
    rowsBySite[range(ofSite: site)].map { row in
      HeapRung(
        size: joined.table.sizes[Int(row)],
        allocated: joined.columns.map { joined.table.allocated($0, Int(row)) },
        inUse: joined.columns.map { joined.table.inUse($0, Int(row)) }
      )
    }
  }

  private func range(ofSite site: Int) -> Range<Int> { (site == 0 ? 0 : siteEnds[site - 1])..<siteEnds[site] }
}

extension HeapSeries {
  /// Rungs that were sampled as the last round was.
  init(_ rungs: [HeapRung], of joined: HeapJoin) {
    let sampling = joined.rounds.last?.sampling ?? HeapSampling(rate: 0)
    self.init(sampling: sampling, rungs: rungs, roundCount: joined.columns.count)
  }
}
