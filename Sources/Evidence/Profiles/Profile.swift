// SPDX-License-Identifier: Apache-2.0

/// A profile as columns: heap, allocations, goroutines, contention, CPU, or whatever else counts stacks.
///
/// Shape: one row per sample in `samples`, which refers by index to interned stacks and label sets; stacks are runs of
/// locations, locations have lines, lines have functions. Nothing is an object, so half a million samples with twenty
/// frames each take about 80 MB and a pass over one sample type touches one contiguous column. Indices are dense from 0
/// and mean nothing in another profile. Names are bytes in `strings` until someone prints them.
///
/// The model follows google/pprof's proto/profile.proto, with its ids replaced by positions.
package struct Profile: Sendable {
  /// What a value column counts, for example inuse_space in bytes.
  package struct SampleType: Hashable, Sendable {
    package var type: StringID
    package var unit: StringID

    package init(type: StringID, unit: StringID) {
      self.type = type
      self.unit = unit
    }
  }

  /// All names of the profile.
  package var strings = StringTable()
  /// What the value columns count, in column order.
  package var sampleTypes: [SampleType] = []
  /// The rows.
  package var samples = ProfileSamples()
  /// The stacks that samples refer to.
  package var stacks = LocationStackTable()
  /// The label sets that samples refer to; number 0 is the empty set.
  package var labelSets = LabelSetTable()
  /// The program counters that stacks are made of.
  package var locations = ProfileLocations()
  /// The functions that lines refer to.
  package var functions = ProfileFunctions()
  /// The executables and libraries of the process.
  package var mappings: [ProfileMapping] = []

  /// When it was taken, in nanoseconds since 1970; 0 when not stated.
  package var timeNanos: Int64 = 0
  /// How long it was collected for, in nanoseconds; 0 when not stated, as in a snapshot.
  package var durationNanos: Int64 = 0
  /// What `period` counts; nil when not stated.
  package var periodType: SampleType?
  /// How many events stand for one sample: in a heap profile the mean bytes between two samples.
  package var period: Int64 = 0
  /// Name of the sample type to show first, as stated; it need not exist.
  package var defaultSampleType = StringID.empty
  /// Regular expressions of frames that the producer asks to hide, and of exceptions to them.
  package var dropFrames = StringID.empty
  package var keepFrames = StringID.empty
  /// Free text of the producer.
  package var comments: [StringID] = []
  /// Address of a page that explains the profile.
  package var documentation = StringID.empty

  /// Whether the input ended early: totals are lower bounds, and names or locations may be missing.
  package var isCut = false
  /// What is missing, each as a sentence without a full stop.
  package var gaps: [String] = []

  package init() {}
}

extension Profile {
  /// The column with this type name, for example "inuse_space"; nil when there is none.
  package func column(named name: String) -> Int? {
    sampleTypes.firstIndex { strings[$0.type] == name }
  }

  /// The column to show when nobody asks for another: the stated one, or else the last, as pprof does.
  ///
  /// Nil without sample types.
  package var defaultColumn: Int? {
    if defaultSampleType != .empty, let column = sampleTypes.firstIndex(where: { $0.type == defaultSampleType }) {
      return column
    }
    return sampleTypes.indices.last
  }

  /// Whether it has the four columns of Go's heap profiles: alloc_objects, alloc_space, inuse_objects, inuse_space.
  package var isHeap: Bool {
    ["alloc_objects", "alloc_space", "inuse_objects", "inuse_space"].allSatisfy { column(named: $0) != nil }
  }

  /// Whether it is the difference of two heap profiles that one request with `?seconds=` asked for.
  ///
  /// Such a profile states how long it was collected for, which no snapshot does, and its values may be negative.
  package var isDelta: Bool { isHeap && durationNanos > 0 }

  /// The sum of a column, wrapping on overflow.
  package func total(ofColumn column: Int) -> Int64 {
    samples.values[samples.range(ofColumn: column)].reduce(0, &+)
  }

  /// Bytes of memory that it occupies, roughly.
  package var footprint: Int {
    strings.byteCount + strings.count * 16 + samples.count * (8 + 8 * sampleTypes.count) + stacks.locations.count * 4
      + stacks.count * 16 + labelSets.labels.count * 24 + locations.count * 48 + functions.count * 24
  }
}
