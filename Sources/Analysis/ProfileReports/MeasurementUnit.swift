// SPDX-License-Identifier: Apache-2.0

/// Units of profile values and how one is written in another, as pprof does it.
///
/// Known are bytes in powers of 1024, durations and Google compute units; every other unit is a word of its own. Source:
/// google/pprof internal/measurement at b9395ee.
package enum MeasurementUnit {
  private struct Unit {
    var name: String
    var aliases: [String]
    var factor: Double
  }

  private struct Family {
    var units: [Unit]
    var standard: Unit

    func unit(named name: String) -> Unit? {
      var name = name.lowercased()
      if name.utf8.count > 2, name.hasSuffix("s") { name.removeLast() }
      return units.first { $0.aliases.contains(name) }
    }
  }

  private static let families: [Family] = [
    Family(
      units: [
        Unit(name: "B", aliases: ["b", "byte"], factor: 1),
        Unit(name: "kB", aliases: ["kb", "kbyte", "kilobyte"], factor: 1024),
        Unit(name: "MB", aliases: ["mb", "mbyte", "megabyte"], factor: 1_048_576),
        Unit(name: "GB", aliases: ["gb", "gbyte", "gigabyte"], factor: 1_073_741_824),
        Unit(name: "TB", aliases: ["tb", "tbyte", "terabyte"], factor: 1_099_511_627_776),
        Unit(name: "PB", aliases: ["pb", "pbyte", "petabyte"], factor: 1_125_899_906_842_624),
      ],
      standard: Unit(name: "B", aliases: [], factor: 1)
    ),
    Family(
      units: [
        Unit(name: "ns", aliases: ["ns", "nanosecond"], factor: 1),
        Unit(name: "us", aliases: ["\u{3bc}s", "us", "microsecond"], factor: 1e3),
        Unit(name: "ms", aliases: ["ms", "millisecond"], factor: 1e6),
        Unit(name: "s", aliases: ["s", "sec", "second"], factor: 1e9),
        Unit(name: "hrs", aliases: ["hour", "hr"], factor: 3.6e12),
      ],
      standard: Unit(name: "s", aliases: [], factor: 1e9)
    ),
    Family(
      units: [
        Unit(name: "n*GCU", aliases: ["nanogcu"], factor: 1e-9),
        Unit(name: "u*GCU", aliases: ["microgcu"], factor: 1e-6),
        Unit(name: "m*GCU", aliases: ["milligcu"], factor: 1e-3),
        Unit(name: "GCU", aliases: ["gcu"], factor: 1),
        Unit(name: "k*GCU", aliases: ["kilogcu"], factor: 1e3),
        Unit(name: "M*GCU", aliases: ["megagcu"], factor: 1e6),
        Unit(name: "G*GCU", aliases: ["gigagcu"], factor: 1e9),
        Unit(name: "T*GCU", aliases: ["teragcu"], factor: 1e12),
        Unit(name: "P*GCU", aliases: ["petagcu"], factor: 1e15),
      ],
      standard: Unit(name: "GCU", aliases: [], factor: 1)
    ),
  ]

  /// A value in another unit, and the name of the unit it came out in; empty for a unit that is not worth saying.
  ///
  /// `minimum` and `auto` choose the largest unit in which the value is at least 1. A unit of another family gives the
  /// standard unit of the value's own.
  package static func scale(_ value: Int64, from: String, to: String) -> (value: Double, unit: String) {
    if value < 0, value != .min {
      let (scaled, unit) = scale(-value, from: from, to: to)
      return (-scaled, unit)
    }
    for family in families {
      guard let unit = family.unit(named: from) else { continue }
      let base = Double(value) * unit.factor
      if to == "minimum" || to == "auto" {
        let best = family.units.last { base / $0.factor >= 1 } ?? family.standard
        return (base / best.factor, best.name)
      }
      let target = family.unit(named: to) ?? family.standard
      return (base / target.factor, target.name)
    }
    switch to {
    case "count", "sample", "unit", "minimum", "auto": return (Double(value), "")
    default: return (Double(value), to)
    }
  }

  /// Whether values of both units can be added up after scaling.
  package static func areCompatible(_ a: String, _ b: String) -> Bool {
    a == b || families.contains { $0.unit(named: a) != nil && $0.unit(named: b) != nil }
  }
}
