// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Adds profiles up into one: rows of the same stack and labels become one row.
///
/// Locations are the same when they lie at the same offset of the same mapping and have the same lines, functions when their
/// names, file and first line agree; so profiles of one binary at different addresses merge, and those of different
/// builds meet only by name. Rows keep the order in which they were seen first; rows of nothing are left out. Sample types
/// that not all profiles have are dropped. Source: google/pprof profile/merge.go at b9395ee.
package struct ProfileMerging {
  private var merged = Profile()
  private var columns: [Int64] = []
  private var rowStacks: [UInt32] = []
  private var rowLabels: [UInt32] = []
  /// Rows by stack and label set; the number of a key is its row.
  private var rows = KeyIndex(expected: 1 << 10)
  private var functions: [FunctionKey: UInt32] = [:]
  private var mappings: [MappingKey: UInt32] = [:]
  private var locations: [LocationKey: UInt32] = [:]
  private var typeCount = 0
  private var count = 0

  private struct FunctionKey: Hashable {
    var name: StringID
    var systemName: StringID
    var file: StringID
    var startLine: Int64
  }

  private struct MappingKey: Hashable {
    var size: UInt64
    var offset: UInt64
    var identity: StringID
  }

  private struct LocationKey: Hashable {
    var offset: UInt64
    var mapping: UInt32
    var isFolded: Bool
    var lines: [Line]

    struct Line: Hashable {
      var function: UInt32
      var number: Int64
      var column: Int64
    }
  }

  private init() {}

  /// The sum of the profiles; throws when they have no sample type in common or measure in units that do not fit.
  package static func merge(_ profiles: [Profile]) throws(ProfileReportError) -> Profile {
    guard let first = profiles.first else { throw ProfileReportError("there is no profile") }
    if profiles.count == 1 { return first }
    let types = try commonTypes(profiles)
    var merging = ProfileMerging()
    merging.begin(types)
    for profile in profiles { try merging.add(profile, types: types.map(\.type), factor: 1) }
    return merging.finish(profiles)
  }

  /// The difference of a profile and its base, as pprof shows it: the base is subtracted.
  ///
  /// With `marksBase` its rows stay apart and get the label `pprof::base`, so that percentages can be of the base. With
  /// `normalizes` the profile is scaled so that each of its columns adds up to that of the base.
  package static func difference(
    _ profile: Profile,
    base: Profile,
    marksBase: Bool,
    normalizes: Bool = false
  ) throws(ProfileReportError) -> Profile {
    let types = try commonTypes([profile, base])
    var base = base
    if marksBase {
      let key = base.strings.intern(ReportedProfile.baseLabel)
      let text = base.strings.intern("true")
      base.rewriteLabels { labels in labels.filter { $0.key != key } + [ProfileLabel(key: key, text: text)] }
    }
    var merging = ProfileMerging()
    merging.begin(types)
    var ratios: [Double]?
    if normalizes {
      ratios = try types.map { type throws(ProfileReportError) in
        let own = try Self.sum(profile, type.type)
        return own == 0 ? 0 : Double(try Self.sum(base, type.type)) / Double(own)
      }
    }
    try merging.add(profile, types: types.map(\.type), factor: 1, ratios: ratios)
    try merging.add(base, types: types.map(\.type), factor: -1)
    var result = merging.finish([profile, base])
    if profile.isCut || base.isCut { result.isCut = true }
    return result
  }

  private static func sum(_ profile: Profile, _ type: String) throws(ProfileReportError) -> Int64 {
    guard let column = profile.column(named: type) else { throw ProfileReportError("there is no sample type \(type)") }
    return profile.total(ofColumn: column)
  }

  // MARK: Headers

  private static func commonTypes(
    _ profiles: [Profile]
  ) throws(ProfileReportError) -> [(type: String, unit: String)] {
    func types(_ profile: Profile) -> [(type: String, unit: String)] {
      profile.sampleTypes.map { (profile.strings[$0.type], profile.strings[$0.unit]) }
    }
    let first = types(profiles[0])
    var common: [(type: String, unit: String)] = []
    for candidate in first {
      var unit: String? = candidate.unit
      for profile in profiles.dropFirst() {
        guard let other = types(profile).first(where: { $0.type == candidate.type }) else {
          unit = nil
          break
        }
        guard MeasurementUnit.areCompatible(candidate.unit, other.unit) else {
          throw ProfileReportError(
            "\(candidate.type) is measured in \(candidate.unit) in one profile and in \(other.unit) in another"
          )
        }
        // The finer unit of both loses nothing.
        if let known = unit, MeasurementUnit.scale(1, from: other.unit, to: known).value < 1 { unit = other.unit }
      }
      if let unit { common.append((candidate.type, unit)) }
    }
    guard !common.isEmpty else {
      let lists = profiles.prefix(4).map { types($0).map(\.type).joined(separator: " and ") }
      throw ProfileReportError("the profiles have no sample type in common: \(lists.joined(separator: "; "))")
    }
    return common
  }

  private mutating func begin(_ types: [(type: String, unit: String)]) {
    typeCount = types.count
    merged.sampleTypes = types.map { type in
      Profile.SampleType(type: merged.strings.intern(type.type), unit: merged.strings.intern(type.unit))
    }
  }

  private mutating func finish(_ profiles: [Profile]) -> Profile {
    for profile in profiles {
      if merged.timeNanos == 0 || profile.timeNanos < merged.timeNanos { merged.timeNanos = profile.timeNanos }
      merged.durationNanos &+= profile.durationNanos
      merged.period = max(merged.period, profile.period)
      for comment in profile.comments {
        let comment = merged.strings.intern(profile.strings[comment])
        if !merged.comments.contains(comment) { merged.comments.append(comment) }
      }
      if merged.documentation == .empty {
        merged.documentation = merged.strings.intern(profile.strings[profile.documentation])
      }
      if merged.defaultSampleType == .empty {
        let type = merged.strings.intern(profile.strings[profile.defaultSampleType])
        if merged.sampleTypes.contains(where: { $0.type == type }) { merged.defaultSampleType = type }
      }
      if profile.isCut { merged.isCut = true }
      merged.gaps += profile.gaps
    }
    let first = profiles[0]
    merged.dropFrames = merged.strings.intern(first.strings[first.dropFrames])
    merged.keepFrames = merged.strings.intern(first.strings[first.keepFrames])
    if let type = first.periodType {
      merged.periodType = Profile.SampleType(
        type: merged.strings.intern(first.strings[type.type]),
        unit: merged.strings.intern(first.strings[type.unit])
      )
    }
    // Rows lie one after the other while more may come; columns lie one after the other in a profile.
    var values = [Int64](repeating: 0, count: columns.count)
    let count = rowStacks.count
    for row in 0..<count {
      for column in 0..<typeCount { values[column * count + row] = columns[row * typeCount + column] }
    }
    merged.samples = ProfileSamples(stacks: rowStacks, labelSets: rowLabels, values: values)
    let isNothing = (0..<count).map { row in (0..<typeCount).allSatisfy { columns[row * typeCount + $0] == 0 } }
    merged.keepRows { !isNothing[$0] }
    return merged
  }

  // MARK: Rows

  private mutating func add(
    _ profile: Profile,
    types: [String],
    factor: Int64,
    ratios: [Double]? = nil
  ) throws(ProfileReportError) {
    let number = count
    count += 1
    let sources = types.map { profile.column(named: $0) ?? 0 }
    let scales = sources.indices.map { index in
      MeasurementUnit.scale(
        1,
        from: profile.strings[profile.sampleTypes[sources[index]].unit],
        to: merged.strings[merged.sampleTypes[index].unit]
      ).value * (ratios?[index] ?? 1)
    }
    let strings = (0..<profile.strings.count).map { index in
      merged.strings.intern(Array(profile.strings.bytes(of: StringID(index: UInt32(index)))).span)
    }
    if number == 0, let main = profile.mappings.first { _ = mapping(main, strings) }
    let mappings = profile.mappings.map { mapping($0, strings) }
    let functions = (0..<profile.functions.count).map { function($0, of: profile, strings) }
    var locations = [UInt32?](repeating: nil, count: profile.locations.count)
    var stacks = [UInt32?](repeating: nil, count: profile.stacks.count)
    var labelSets = [UInt32?](repeating: nil, count: profile.labelSets.count)
    let samples = profile.samples
    var run: [UInt32] = []
    for row in 0..<samples.count {
      guard sources.contains(where: { samples.values[$0 * samples.count + row] != 0 }) else { continue }
      let stack: UInt32
      if let known = stacks[Int(samples.stacks[row])] {
        stack = known
      } else {
        run.removeAll(keepingCapacity: true)
        for location in profile.stacks[Int(samples.stacks[row])] {
          if let known = locations[Int(location)] {
            run.append(known)
          } else {
            let made = self.location(Int(location), of: profile, functions: functions, mappings: mappings)
            locations[Int(location)] = made
            run.append(made)
          }
        }
        stack = merged.stacks.intern(run[...])
        stacks[Int(samples.stacks[row])] = stack
      }
      let set: UInt32
      if let known = labelSets[Int(samples.labelSets[row])] {
        set = known
      } else {
        set = merged.labelSets.intern(labels(profile.labelSets[Int(samples.labelSets[row])], strings))
        labelSets[Int(samples.labelSets[row])] = set
      }
      // Mixed twice: once leaves the low bits, where a search begins, to the label set alone.
      let (target, isNew) = rows.number(of: KeyIndex.mix(KeyIndex.mix(0, UInt64(stack) << 32 | UInt64(set)), 0))
      if isNew {
        rowStacks.append(stack)
        rowLabels.append(set)
        for _ in 0..<typeCount { columns.append(0) }
      }
      for (index, source) in sources.enumerated() {
        var value = samples.values[source * samples.count + row]
        if scales[index] != 1 { value = Int64(clamping: (Double(value) * scales[index]).rounded()) }
        columns[target * typeCount + index] &+= value &* factor
      }
    }
  }

  /// The labels in the order of their keys, those that say nothing left out.
  private func labels(_ labels: ArraySlice<ProfileLabel>, _ strings: [StringID]) -> [ProfileLabel] {
    let mapped = labels.filter { $0.text != .empty || $0.isNumber }.map { label in
      ProfileLabel(
        key: strings[Int(label.key.index)],
        text: strings[Int(label.text.index)],
        number: label.number,
        unit: strings[Int(label.unit.index)]
      )
    }
    if mapped.count < 2 { return mapped }
    return mapped.enumerated().sorted { a, b in
      let (left, right) = (a.element.isNumeric ? 1 : 0, b.element.isNumeric ? 1 : 0)
      return (left, a.element.key.index, a.offset) < (right, b.element.key.index, b.offset)
    }.map(\.element)
  }

  private mutating func mapping(_ source: ProfileMapping, _ strings: [StringID]) -> UInt32 {
    let size = source.limit &- source.start &+ 0xfff
    let key = MappingKey(
      size: size - size % 0x1000,
      offset: source.offset,
      identity: strings[Int((source.buildID == .empty ? source.file : source.buildID).index)]
    )
    if let known = mappings[key] { return known }
    let made = UInt32(merged.mappings.count)
    merged.mappings.append(
      ProfileMapping(
        start: source.start,
        limit: source.limit,
        offset: source.offset,
        file: strings[Int(source.file.index)],
        buildID: strings[Int(source.buildID.index)],
        symbols: source.symbols
      )
    )
    mappings[key] = made
    return made
  }

  private mutating func function(_ index: Int, of profile: Profile, _ strings: [StringID]) -> UInt32 {
    let key = FunctionKey(
      name: strings[Int(profile.functions.names[index].index)],
      systemName: strings[Int(profile.functions.systemNames[index].index)],
      file: strings[Int(profile.functions.files[index].index)],
      startLine: profile.functions.startLines[index]
    )
    if let known = functions[key] { return known }
    let made = UInt32(merged.functions.count)
    merged.functions.append(name: key.name, systemName: key.systemName, file: key.file, startLine: key.startLine)
    functions[key] = made
    return made
  }

  private mutating func location(
    _ index: Int,
    of profile: Profile,
    functions: [UInt32],
    mappings: [UInt32]
  ) -> UInt32 {
    let source = profile.locations
    let isMapped = source.mappings[index] != ProfileLocations.noMapping
    let mapping = isMapped ? mappings[Int(source.mappings[index])] : ProfileLocations.noMapping
    // Counted from the start of its mapping, an address means the same wherever the process was loaded.
    let start = isMapped ? profile.mappings[Int(source.mappings[index])].start : 0
    let key = LocationKey(
      offset: source.addresses[index] &- start,
      mapping: mapping,
      isFolded: source.areFolded[index],
      lines: source.lines(of: index).map { line in
        LocationKey.Line(
          function: functions[Int(source.lineFunctions[line])],
          number: source.lineNumbers[line],
          column: source.lineColumns[line]
        )
      }
    )
    if let known = locations[key] { return known }
    let made = UInt32(merged.locations.count)
    for line in key.lines {
      merged.locations.appendLine(function: line.function, number: line.number, column: line.column)
    }
    merged.locations.append(
      address: key.offset &+ (isMapped ? merged.mappings[Int(mapping)].start : 0),
      mapping: mapping,
      isFolded: key.isFolded
    )
    locations[key] = made
    return made
  }
}
