// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Makes frames of labels: `tagroot` and `tagleaf`.
package enum LabelFrames {
  /// Adds a frame for each key at the root and at the leaf of every stack; returns the names of options that no sample
  /// has a label for.
  ///
  /// The frame is named by the label's values and lies in a file named by its key. O(rows * depth).
  package static func add(to profile: inout Profile, settings: ProfileReportSettings) -> [String] {
    let roots = keys(settings.tagRoot)
    let leaves = keys(settings.tagLeaf)
    guard !roots.isEmpty || !leaves.isEmpty else { return [] }
    var builder = LabelFrameBuilder(profile)
    // In the order of the rows, so that the new locations are numbered as pprof numbers them.
    var added: [(roots: [UInt32], leaves: [UInt32])?] = Array(repeating: nil, count: profile.labelSets.count)
    for set in profile.samples.labelSets where added[Int(set)] == nil {
      let rootRun = builder.locations(of: Int(set), keys: roots, unit: settings.unit, hasMatched: \.hasRoot)
      let leafRun = builder.locations(of: Int(set), keys: leaves, unit: settings.unit, hasMatched: \.hasLeaf)
      added[Int(set)] = (rootRun, leafRun)
    }
    let old = profile.stacks
    var table = LocationStackTable()
    var stacks = profile.samples.stacks
    for row in 0..<profile.samples.count {
      let frames = added[Int(profile.samples.labelSets[row])]
      let run = (frames?.leaves ?? []) + old[Int(stacks[row])] + (frames?.roots ?? [])
      stacks[row] = table.intern(run[...])
    }
    profile = builder.profile
    profile.stacks = table
    profile.samples.stacks = stacks
    var idle: [String] = []
    if !roots.isEmpty, !builder.hasRoot { idle.append("tagroot") }
    if !leaves.isEmpty, !builder.hasLeaf { idle.append("tagleaf") }
    return idle
  }

  private static func keys(_ list: String) -> [String] { list.split(separator: ",").map(String.init) }
}

/// Interns the locations of labels behind those of a profile.
private struct LabelFrameBuilder {
  var profile: Profile
  var hasRoot = false
  var hasLeaf = false
  private var known: [[String]: UInt32] = [:]

  init(_ profile: Profile) { self.profile = profile }

  /// Locations of the keys, the last key first: nearest to the leaf.
  mutating func locations(
    of set: Int,
    keys: [String],
    unit: String,
    hasMatched: WritableKeyPath<LabelFrameBuilder, Bool>
  ) -> [UInt32] {
    keys.reversed().map { key in
      let values = values(of: key, in: set, unit: unit)
      if !values.isEmpty { self[keyPath: hasMatched] = true }
      return location(name: values.joined(separator: ","), file: key)
    }
  }

  private func values(of key: String, in set: Int, unit: String) -> [String] {
    let labels = profile.labelSets[set].filter { profile.strings[$0.key] == key }
    let texts = labels.filter { $0.text != .empty }.map { profile.strings[$0.text] }
    let numbers = labels.filter(\.isNumber)
    let hasUnits = numbers.contains { $0.unit != .empty }
    return texts
      + numbers.map { label in
        MeasuredValue.text(
          label.number,
          from: hasUnits ? profile.strings[label.unit] : "",
          to: hasUnits ? unit : ""
        )
      }
  }

  private mutating func location(name: String, file: String) -> UInt32 {
    if let location = known[[name, file]] { return location }
    let nameID = profile.strings.intern(name)
    profile.functions.append(
      name: nameID,
      systemName: .empty,
      file: profile.strings.intern(file),
      startLine: 0
    )
    profile.locations.appendLine(function: UInt32(profile.functions.count - 1), number: 0, column: 0)
    profile.locations.append(address: 0)
    let location = UInt32(profile.locations.count - 1)
    known[[name, file]] = location
    return location
  }
}
