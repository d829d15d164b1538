// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Reads a goroutine profile as a snapshot of goroutines, so that it can be compared with text dumps.
extension GoroutineSnapshot {
  /// The goroutines of a profile of type goroutine or goroutineleak; nil for profiles of anything else.
  ///
  /// Groups are distinct stacks with distinct labels, in the order of the samples. Inlined calls are frames of their
  /// own. A profile has no states, ids, waiting times or creators, and shows frames of the runtime at the leaf that
  /// dumps hide. Function names keep `[go.shape.int]` where dumps print `[...]`; a location without symbols becomes a
  /// frame with its address as the name. Samples that count nothing are left out.
  ///
  /// Go 1.27's leak profile may hold a record without a stack, the main goroutine put back after it was counted
  /// (golang.org/issue/78922). It is not a goroutine and no gap: it is dropped.
  package init?(profile: Profile) {
    guard let (column, form) = Self.goroutineColumn(of: profile) else { return nil }
    self.init(form: form)
    gaps = profile.gaps
    var reader = FrameReader(profile: profile)
    var groupIndex: [GroupKey: Int] = [:]
    for row in 0..<profile.samples.count {
      let count = Self.plausible(profile.samples.value(row: row, column: column))
      let stack = Int(profile.samples.stacks[row])
      guard count > 0, !Self.isPhantom(stack, of: profile) else { continue }
      let key = GroupKey(stack: reader.stack(stack, into: &stacks), labels: profile.samples.labelSets[row])
      if let index = groupIndex[key] {
        groups[index].count += count
      } else {
        groupIndex[key] = groups.count
        var group = GoroutineGroup(state: nil, stack: key.stack, creator: nil, count: count)
        group.labels = Self.labels(Int(key.labels), count: count, of: profile)
        groups.append(group)
      }
    }
    // Rows of one group may come with different addresses of the same lines, so counts are complete only now.
    for index in groups.indices {
      for label in groups[index].labels.indices { groups[index].labels[label].count = groups[index].count }
    }
  }

  private struct GroupKey: Hashable {
    var stack: StackID
    var labels: UInt32
  }

  private static func goroutineColumn(of profile: Profile) -> (Int, Form)? {
    if let column = profile.column(named: "goroutineleak") { return (column, .leakProfile) }
    if let column = profile.column(named: "goroutine") { return (column, .profile) }
    return nil
  }

  /// Whether a stack is none: no location, or only the address 0, which some writers lower by one as they do with every
  /// return address.
  ///
  /// In a cut profile an empty place may be a lost one, so nothing is dropped there.
  private static func isPhantom(_ stack: Int, of profile: Profile) -> Bool {
    if profile.isCut { return false }
    return profile.stacks[stack].allSatisfy { location in
      let address = profile.locations.addresses[Int(location)]
      return address == 0 && profile.locations.lines(of: Int(location)).isEmpty || address == .max
    }
  }

  /// A count that sums of all rows cannot overflow with; no process has 2^31 goroutines.
  private static func plausible(_ count: Int64) -> Int { Int(min(count, 1 << 31)) }

  private static func labels(_ set: Int, count: Int, of profile: Profile) -> [LabelTally] {
    profile.labelSets[set].prefix(8).map { label in
      let value = label.isNumeric ? "\(label.number)\(profile.strings[label.unit])" : profile.strings[label.text]
      return LabelTally(key: profile.strings[label.key], value: value, count: count)
    }
  }
}

/// Turns stacks of locations into stacks of frames, each location and name once.
private struct FrameReader {
  let profile: Profile
  /// Frames of each location, leaf first; nil until asked for.
  private var frames: [[FrameID]?]
  private var names: [StringID?]
  private var stackIDs: [StackID?]

  init(profile: Profile) {
    self.profile = profile
    frames = Array(repeating: nil, count: profile.locations.count)
    names = Array(repeating: nil, count: profile.strings.count)
    stackIDs = Array(repeating: nil, count: profile.stacks.count)
  }

  mutating func stack(_ stack: Int, into table: inout StackTable) -> StackID {
    if let known = stackIDs[stack] { return known }
    var calls: [FrameID] = []
    for location in profile.stacks[stack] { calls += frames(of: Int(location), into: &table) }
    let id = table.intern(stack: calls)
    stackIDs[stack] = id
    return id
  }

  private mutating func frames(of location: Int, into table: inout StackTable) -> [FrameID] {
    if let known = frames[location] { return known }
    let locations = profile.locations
    var calls: [FrameID] = []
    for line in locations.lines(of: location) {
      let function = Int(locations.lineFunctions[line])
      let frame = StackTable.Frame(
        function: name(profile.functions.names[function], into: &table),
        file: name(profile.functions.files[function], into: &table),
        line: UInt32(clamping: locations.lineNumbers[line])
      )
      calls.append(table.intern(frame))
    }
    if calls.isEmpty {
      let address = "0x" + String(locations.addresses[location], radix: 16)
      calls = [table.intern(.init(function: table.strings.intern(address), file: .empty, line: 0))]
    }
    frames[location] = calls
    return calls
  }

  private mutating func name(_ string: StringID, into table: inout StackTable) -> StringID {
    if let known = names[Int(string.index)] { return known }
    let id = table.strings.intern(profile.strings.utf8(of: string).span)
    names[Int(string.index)] = id
    return id
  }
}
