// SPDX-License-Identifier: Apache-2.0

import StatisticalTests

/// Growth tests of many places at once, corrected for their number.
///
/// Counts are discrete: a place of which three objects came or went cannot have a p-value below one eighth, so it can
/// neither be told to grow nor make a false alarm. Only the places that can (Tarone's choice) are tested and paid for.
struct HeapTests {
  /// How many places had enough samples to be tested.
  let testedCount: Int
  /// Holm's adjusted p-value of growth; 1 for places that are not tested.
  let adjusted: [Double]
  let isTestable: [Bool]
  /// P(so few births) corrected likewise, for places that shrank.
  let fallPValues: [Double]
  private let flows: [HeapFlow]

  init(_ flows: [HeapFlow]) {
    self.flows = flows
    let alpha = HeapGrowth.alpha
    // Of n changes the smallest p-value is 2^-n; below 2^-6 > alpha nothing can be told.
    let least = 7
    var smallest: [Double] = []
    for flow in flows where flow.births + flow.deaths >= least {
      smallest.append(Binomial.pValueOfBalance(births: flow.births + flow.deaths, deaths: 0))
    }
    let factor = MultipleTesting.testableCount(smallestPValues: smallest, alpha: alpha)
    var places: [Int] = []
    var pValues: [Double] = []
    var falls: [Double] = []
    for (place, flow) in flows.enumerated() where flow.births + flow.deaths >= least {
      let bound = Binomial.pValueOfBalance(births: flow.births + flow.deaths, deaths: 0)
      guard bound <= alpha / Double(factor) else { continue }
      places.append(place)
      pValues.append(Binomial.pValueOfBalance(births: flow.births, deaths: flow.deaths))
      falls.append(Binomial.pValueOfBalance(births: flow.deaths, deaths: flow.births))
    }
    var adjusted = [Double](repeating: 1, count: flows.count)
    var fallPValues = adjusted
    var isTestable = [Bool](repeating: false, count: flows.count)
    for (index, value) in MultipleTesting.holm(pValues).enumerated() {
      adjusted[places[index]] = value
      isTestable[places[index]] = true
    }
    for (index, value) in MultipleTesting.holm(falls).enumerated() { fallPValues[places[index]] = value }
    testedCount = places.count
    self.adjusted = adjusted
    self.isTestable = isTestable
    self.fallPValues = fallPValues
  }

  /// The places worth telling: the largest, those that changed most, and all that do not stand still, largest first.
  func told(bytesInUse: [Double], limit: Int) -> [Int] {
    let bySize = largest(limit) { bytesInUse[$0] }
    let byChange = largest(limit) { Double(abs(flows[$0].net)) }
    let moving = flows.indices.filter { min(adjusted[$0], fallPValues[$0]) <= HeapGrowth.alpha }
    return Set(bySize + byChange + moving).sorted { (bytesInUse[$0], $1) > (bytesInUse[$1], $0) }
  }

  /// The places with the largest positive values; O(places), for few of many.
  private func largest(_ limit: Int, by value: (Int) -> Double) -> [Int] {
    var best: [(value: Double, place: Int)] = []
    var floor = 0.0
    func keepBest() {
      best.sort { ($0.value, $1.place) > ($1.value, $0.place) }
      best.removeLast(max(0, best.count - limit))
    }
    for place in flows.indices {
      let value = value(place)
      if value <= floor { continue }
      best.append((value, place))
      if best.count >= 4 * limit + 64 {
        keepBest()
        floor = best.last?.value ?? floor
      }
    }
    keepBest()
    return best.map(\.place)
  }
}

extension HeapGrowth {
  /// Takes in how the place compares with all others.
  mutating func settle(_ place: Int, _ tests: HeapTests) {
    adjustedPValue = tests.adjusted[place]
    behavior = behavior(isTestable: tests.isTestable[place], fallPValue: tests.fallPValues[place])
  }

  /// Takes in how many bytes other places gave up beyond chance: as much as this one grew may be the same things anew.
  mutating func compare(withFall fall: Double) {
    if behavior == .growsUnlikeBefore, fall >= bytes / 2 { behavior = .displaces }
  }

  /// Takes the p-value as it is: the only place that is asked about.
  mutating func settle(isTestable: Bool) {
    behavior = behavior(
      isTestable: isTestable,
      fallPValue: Binomial.pValueOfBalance(births: deaths, deaths: births)
    )
  }
}
