// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The field of a structure that a growing container is, where the path says so: `pages` of `preview.Cache`.
struct HolderField: Hashable {
  /// The type with its package, without a star.
  let type: String
  let name: String

  init?(_ holder: GrowingHolder) {
    guard let last = holder.steps.last, holder.steps.count >= 2 else { return nil }
    let owner = holder.steps[holder.steps.count - 2].type
    let fields = last.edge.split { $0 == "." || $0 == "[" || $0 == " " }
    guard let name = fields.first.map(String.init), last.edge.hasPrefix("."), owner.hasPrefix("*"),
      owner.contains(".")
    else { return nil }
    type = String(owner.dropFirst())
    self.name = name
  }

  /// Last element of the package's path.
  var package: String { String(type.prefix { $0 != "." }) }
}
