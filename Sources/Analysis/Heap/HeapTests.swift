// SPDX-License-Identifier: Apache-2.0

import StatisticalTests

/// Growth tests of many places at once, corrected for their number.
///
/// Counts are discrete: a place of which three objects came or went cannot have a p-value below one eighth, so it can
/// neither be told to grow nor make a false alarm. Only the places that can (Tarone's choice) are tested and paid for.
struct HeapTests {
  /// How many places had enough samples to be tested.
  let testedCount: Int
  /// How one place compares with all others.
  struct Outcome: Hashable {
    /// Holm's adjusted p-value of growth; 1 for places that are not tested.
    var rise = 1.0
    /// P(so few births) corrected likewise, for places that shrank.
    var fall = 1.0
    var isTestable = false
  }

  /// The outcomes of the places that are tested: mostly a few among hundreds of thousands.
  private let outcomes: [Int: Outcome]
  private let flows: [HeapFlow]

  /// How a place compares with all others.
  func outcome(_ place: Int) -> Outcome { outcomes[place] ?? Outcome() }

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
    var outcomes: [Int: Outcome] = [:]
    for (index, (rise, fall)) in zip(MultipleTesting.holm(pValues), MultipleTesting.holm(falls)).enumerated() {
      outcomes[places[index]] = Outcome(rise: rise, fall: fall, isTestable: true)
    }
    testedCount = places.count
    self.outcomes = outcomes
  }

  /// The places worth telling: the largest, those that changed most, and all that do not stand still, largest first.
  func told(bytesInUse: [Double], limit: Int) -> [Int] {
    let bySize = largest(limit, of: bytesInUse.indices) { bytesInUse[$0] }
    let byChange = largest(limit, of: flows.indices) { Double(abs(flows[$0].net)) }
    let moving = outcomes.filter { min($0.value.rise, $0.value.fall) <= HeapGrowth.alpha }.keys
    return Set(bySize + byChange + moving).sorted { (bytesInUse[$0], $1) > (bytesInUse[$1], $0) }
  }

  /// The places with the largest positive values; O(places), for few of many.
  private func largest(_ limit: Int, of places: Range<Int>, by value: (Int) -> Double) -> [Int] {
    var best: [(value: Double, place: Int)] = []
    var floor = 0.0
    func keepBest() {
      best.sort { ($0.value, $1.place) > ($1.value, $0.place) }
      best.removeLast(max(0, best.count - limit))
    }
    for place in places {
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
    let outcome = tests.outcome(place)
    adjustedPValue = outcome.rise
    behavior = behavior(isTestable: outcome.isTestable, fallPValue: outcome.fall)
  }

  /// Takes in how many bytes other places gave up beyond chance: half of what this one grew, at the lower end of its
  /// interval, may be the same things anew.
  mutating func compare(withFall fall: Double) {
    var least = bytes
    if let interval, let bytesPerSecond, bytesPerSecond > 0 { least *= interval.lowerBound / bytesPerSecond }
    if behavior == .growsUnlikeBefore, fall >= least / 2 { behavior = .displaces }
  }

  /// Takes the p-value as it is: the only place that is asked about.
  mutating func settle(isTestable: Bool) {
    behavior = behavior(
      isTestable: isTestable,
      fallPValue: Binomial.pValueOfBalance(births: deaths, deaths: births)
    )
  }
}
