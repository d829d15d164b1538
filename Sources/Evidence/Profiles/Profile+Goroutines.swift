// SPDX-License-Identifier: Apache-2.0

extension Profile {
  /// A goroutine profile of a snapshot: one row a group, with its state and creator as labels.
  ///
  /// Each frame is a location of its own; inlined calls cannot be told from others in a text. The label `state` is missing
  /// where the form has no states.
  package init(_ snapshot: GoroutineSnapshot) {
    self.init()
    let name = snapshot.form == .leakProfile ? "goroutineleak" : "goroutine"
    sampleTypes = [SampleType(type: strings.intern(name), unit: strings.intern("count"))]
    periodType = sampleTypes[0]
    period = 1
    gaps = snapshot.gaps
    let names = snapshot.stacks.strings
    var functionOf: [[StringID]: UInt32] = [:]
    var locationOf: [FrameID: UInt32] = [:]
    for group in snapshot.groups where group.count > 0 {
      var run: [UInt32] = []
      let creator = group.creator.map { [$0] } ?? []
      for frame in Array(snapshot.stacks.frames(of: group.stack)) + creator {
        if let known = locationOf[frame] {
          run.append(known)
          continue
        }
        let call = snapshot.stacks[frame]
        let function: UInt32
        if let known = functionOf[[call.function, call.file]] {
          function = known
        } else {
          let name = strings.intern(Array(names.bytes(of: call.function)).span)
          let file = strings.intern(Array(names.bytes(of: call.file)).span)
          functions.append(name: name, systemName: name, file: file, startLine: 0)
          function = UInt32(functions.count - 1)
          functionOf[[call.function, call.file]] = function
        }
        locations.appendLine(function: function, number: Int64(call.line), column: 0)
        locations.append(address: 0)
        let location = UInt32(locations.count - 1)
        locationOf[frame] = location
        run.append(location)
      }
      var labels: [ProfileLabel] = []
      for (key, value) in [("state", group.state?.rawValue)] + group.labels.map({ ($0.key, Optional($0.value)) }) {
        guard let value, !value.isEmpty else { continue }
        labels.append(ProfileLabel(key: strings.intern(key), text: strings.intern(value)))
      }
      samples.stacks.append(stacks.intern(run[...]))
      samples.labelSets.append(labelSets.intern(labels))
      samples.values.append(Int64(group.count))
    }
  }
}
