// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Encodes a profile as profile.proto, uncompressed, in the order in which pprof writes it.
///
/// Ids are positions plus 1. `go tool pprof` reads the result; decoding it gives the same columns, except that labels
/// without text, number and unit are not written and gaps have no place in the format.
package enum ProfileProtoEncoder {
  private typealias Fields = ProfileProtoFields

  /// The bytes of a profile; O(size).
  package static func encode(_ profile: Profile) -> [UInt8] {
    var writer = ProtoWriter()
    for type in profile.sampleTypes { writer.put(Fields.Profile.sampleType) { write(type, to: &$0) } }
    for row in 0..<profile.samples.count {
      writer.put(Fields.Profile.sample) { writeSample(row, of: profile, to: &$0) }
    }
    for (index, mapping) in profile.mappings.enumerated() {
      writer.put(Fields.Profile.mapping) { write(mapping, id: index + 1, to: &$0) }
    }
    for location in 0..<profile.locations.count {
      writer.put(Fields.Profile.location) { writeLocation(location, of: profile.locations, to: &$0) }
    }
    for function in 0..<profile.functions.count {
      writer.put(Fields.Profile.function) { writeFunction(function, of: profile.functions, to: &$0) }
    }
    for index in 0..<profile.strings.count {
      writer.put(Fields.Profile.string, profile.strings.utf8(of: StringID(index: UInt32(index))))
    }
    writer.add(Fields.Profile.dropFrames, number(profile.dropFrames))
    writer.add(Fields.Profile.keepFrames, number(profile.keepFrames))
    writer.add(Fields.Profile.timeNanos, profile.timeNanos)
    writer.add(Fields.Profile.durationNanos, profile.durationNanos)
    if let type = profile.periodType { writer.put(Fields.Profile.periodType) { write(type, to: &$0) } }
    writer.add(Fields.Profile.period, profile.period)
    writer.putPacked(Fields.Profile.comment, profile.comments.map(number))
    writer.add(Fields.Profile.defaultSampleType, number(profile.defaultSampleType))
    writer.add(Fields.Profile.documentation, number(profile.documentation))
    return writer.bytes
  }

  private static func number(_ string: StringID) -> UInt64 { UInt64(string.index) }

  private static func write(_ type: Profile.SampleType, to writer: inout ProtoWriter) {
    writer.add(Fields.ValueType.type, number(type.type))
    writer.add(Fields.ValueType.unit, number(type.unit))
  }

  private static func writeSample(_ row: Int, of profile: Profile, to writer: inout ProtoWriter) {
    let stack = profile.stacks[Int(profile.samples.stacks[row])]
    writer.putPacked(Fields.Sample.location, stack.lazy.map { UInt64($0) + 1 })
    let columns = profile.sampleTypes.indices
    writer.putPacked(
      Fields.Sample.value,
      columns.lazy.map { UInt64(bitPattern: profile.samples.value(row: row, column: $0)) }
    )
    for label in profile.labelSets[Int(profile.samples.labelSets[row])] {
      writer.put(Fields.Sample.label) {
        $0.add(Fields.Label.key, number(label.key))
        $0.add(Fields.Label.text, number(label.text))
        $0.add(Fields.Label.number, label.number)
        $0.add(Fields.Label.unit, number(label.unit))
      }
    }
  }

  private static func write(_ mapping: ProfileMapping, id: Int, to writer: inout ProtoWriter) {
    writer.add(Fields.Mapping.id, UInt64(id))
    writer.add(Fields.Mapping.start, mapping.start)
    writer.add(Fields.Mapping.limit, mapping.limit)
    writer.add(Fields.Mapping.offset, mapping.offset)
    writer.add(Fields.Mapping.file, number(mapping.file))
    writer.add(Fields.Mapping.buildID, number(mapping.buildID))
    for bit in 0..<4 where mapping.symbols.rawValue & (1 << UInt8(bit)) != 0 {
      writer.put(Fields.Mapping.hasFunctions + UInt64(bit), 1)
    }
  }

  private static func writeLocation(_ index: Int, of locations: ProfileLocations, to writer: inout ProtoWriter) {
    writer.add(Fields.Location.id, UInt64(index) + 1)
    if locations.mappings[index] != ProfileLocations.noMapping {
      writer.add(Fields.Location.mapping, UInt64(locations.mappings[index]) + 1)
    }
    writer.add(Fields.Location.address, locations.addresses[index])
    for line in locations.lines(of: index) {
      writer.put(Fields.Location.line) {
        $0.add(Fields.Line.function, UInt64(locations.lineFunctions[line]) + 1)
        $0.add(Fields.Line.number, locations.lineNumbers[line])
        $0.add(Fields.Line.column, locations.lineColumns[line])
      }
    }
    writer.add(Fields.Location.isFolded, UInt64(locations.areFolded[index] ? 1 : 0))
  }

  private static func writeFunction(_ index: Int, of functions: ProfileFunctions, to writer: inout ProtoWriter) {
    writer.add(Fields.Function.id, UInt64(index) + 1)
    writer.add(Fields.Function.name, number(functions.names[index]))
    writer.add(Fields.Function.systemName, number(functions.systemNames[index]))
    writer.add(Fields.Function.file, number(functions.files[index]))
    writer.add(Fields.Function.startLine, functions.startLines[index])
  }
}
