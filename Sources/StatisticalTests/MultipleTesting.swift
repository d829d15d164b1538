// SPDX-License-Identifier: Apache-2.0

/// Corrections for asking many questions at once.
///
/// Sources: S. Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6 (1979); Y. Benjamini
/// and Y. Hochberg, "Controlling the false discovery rate", J. R. Statist. Soc. B 57 (1995); R. E. Tarone, "A modified
/// Bonferroni method for discrete data", Biometrics 46 (1990).
package enum MultipleTesting {
  /// P-values adjusted so that rejecting those up to alpha makes a single false rejection with probability at most alpha.
  ///
  /// Holm's step-down procedure, whatever the dependence between the tests. In the order of the input; O(n log n).
  package static func holm(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var largest = 0.0
    for (rank, index) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
      largest = max(largest, min(1, pValues[index] * Double(pValues.count - rank)))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// P-values adjusted so that of those rejected up to alpha a share of at most alpha is false on average.
  ///
  /// For independent or positively dependent tests. In the order of the input; O(n log n).
  package static func benjaminiHochberg(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var smallest = 1.0
    for (rank, index) in pValues.indices.sorted(by: { pValues[$0] > pValues[$1] }).enumerated() {
      smallest = min(smallest, pValues[index] * Double(pValues.count) / Double(pValues.count - rank))
      adjusted[index] = smallest
    }
    return adjusted
  }

  /// By how many tests to divide when some can never reach so small a p-value: Tarone's factor.
  ///
  /// `smallest[i]` is the least p-value that test i can have. The factor is the least K such that at most K tests can
  /// reach alpha / K; tests that cannot reach it need not be counted. At least 1. O(n log n).
  package static func testableCount(smallestPValues smallest: [Double], alpha: Double) -> Int {
    let ascending = smallest.sorted()
    var factor = 1
    var reaching = ascending.count
    while true {
      let bound = alpha / Double(factor)
      while reaching > 0, ascending[reaching - 1] > bound { reaching -= 1 }
      if reaching <= factor { return factor }
      factor += 1
    }
  }
}
