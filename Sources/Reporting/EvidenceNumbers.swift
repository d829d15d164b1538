// SPDX-License-Identifier: Apache-2.0

import Diagnosis

extension Finding.EvidenceLine {
  /// The values as text, `71 → 80 → 80` or `4.1 MiB → 38 MiB → 85 MiB`; nil without values.
  ///
  /// At most `limit` of them: of more the first, the last, and as many evenly between.
  func numbers(at limit: Int) -> String? {
    guard let values, !values.isEmpty else { return nil }
    var shown = values
    if values.count > limit, limit >= 2 {
      shown = (0..<limit).map { values[$0 * (values.count - 1) / (limit - 1)] }
    }
    return shown.map(text).joined(separator: " \u{2192} ")
  }

  private func text(_ value: Double) -> String {
    guard value.isFinite else { return "?" }
    return unit == .bytes ? Quantity.bytes(value) : Quantity.plain(value)
  }
}
