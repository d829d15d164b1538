// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
package import Evidence

/// Decodes profile.proto, the format of `go tool pprof` and of every profile that Go's runtime writes.
///
/// Accepts what pprof accepts: fields in any order, unknown fields, packed and single numbers, sparse ids, names that are
/// not UTF-8, negative values, samples without locations, locations without lines or mapping. What pprof calls malformed
/// throws with its offset: dangling, repeated and zero ids, string indices out of range, a first string that is not
/// empty, value counts that differ from the sample types, groups, varints over ten bytes. Beyond pprof, a cut profile
/// keeps its totals and addresses and says what was lost, and joined profiles come apart.
///
/// Input must be inflated. O(bytes); memory is the columns, about 160 bytes for a sample of twenty frames.
/// Source: google/pprof proto/profile.proto and profile/{encode,profile}.go at b9395ee.
package enum ProfileProtoDecoder {
  /// Largest input, so that 32-bit handles suffice.
  private static let byteLimit = Int(UInt32.max)
  /// Most profiles joined in one input.
  private static let joinedLimit = 1_000

  /// Decodes one profile.
  ///
  /// `isCut` says that the input is known to be damaged at its end, for example by the inflater; a profile that ends
  /// inside a field is taken as cut anyway. Throws `malformed` also when several profiles are joined.
  package static func profile(in bytes: RawSpan, isCut: Bool = false) throws(DecodingError) -> Profile {
    let (profile, next) = try first(in: bytes, from: 0, isCut: isCut)
    if let next { throw DecodingError(.malformed, at: next, expected: "one profile, not several joined ones") }
    return profile
  }

  /// Decodes all profiles that are joined in the input, in order; usually one.
  ///
  /// Joining happens with `cat`: two messages become one that means something else, so they are taken apart where a
  /// second string table or time stamp shows a second profile. `memberEnds` are the ends of the gzip members the input
  /// was inflated from: a better hint, followed when every member by itself is a sound profile.
  package static func profiles(
    in bytes: RawSpan,
    isCut: Bool = false,
    memberEnds: [Int] = []
  ) throws(DecodingError) -> [Profile] {
    if memberEnds.count > 1 || memberEnds.count == 1 && memberEnds[0] < bytes.byteCount {
      if let profiles = try? profiles(in: bytes, isCut: isCut, splitAt: memberEnds) { return profiles }
    }
    var profiles: [Profile] = []
    var start: Int? = 0
    while let offset = start {
      let (profile, next) = try first(in: bytes, from: offset, isCut: isCut)
      profiles.append(profile)
      start = next
      guard profiles.count < joinedLimit || next == nil else {
        throw DecodingError(.limitExceeded, at: offset, expected: "at most \(joinedLimit) joined profiles")
      }
    }
    return profiles
  }

  private static func profiles(
    in bytes: RawSpan,
    isCut: Bool,
    splitAt ends: [Int]
  ) throws(DecodingError) -> [Profile] {
    var profiles: [Profile] = []
    var start = 0
    for end in ends where end > start && end <= bytes.byteCount {
      let piece = try profile(in: bytes.extracting(start..<end))
      // Only a whole profile shows that members and profiles coincide: one profile may also be several members.
      guard !piece.isCut else { throw DecodingError(.truncated, at: end, expected: "a whole profile") }
      profiles.append(piece)
      start = end
    }
    if start < bytes.byteCount {
      profiles.append(try profile(in: bytes.extracting(start..<bytes.byteCount), isCut: isCut))
    }
    return profiles
  }

  /// Decodes the profile that begins at `start` and tells where the next one does.
  private static func first(
    in bytes: RawSpan,
    from start: Int,
    isCut: Bool
  ) throws(DecodingError) -> (profile: Profile, next: Int?) {
    guard bytes.byteCount <= byteLimit else {
      throw DecodingError(.limitExceeded, at: byteLimit, expected: "at most \(byteLimit) bytes")
    }
    var scan = try ProfileProtoScan(bytes, in: start..<bytes.byteCount, isCut: isCut)
    let next = scan.nextProfile
    if let next { scan = try ProfileProtoScan(bytes, in: start..<next, isCut: false) }
    guard !scan.sampleTypes.isEmpty else {
      let reason: DecodingError.Reason = scan.sampleCount > 0 ? .malformed : .unrecognized
      throw DecodingError(reason, at: start, expected: "a profile with sample types")
    }
    // Other data can look like the beginning of a field; a cut profile has at least a sample to save.
    if let offset = scan.cutOffset, scan.sampleCount == 0 {
      throw DecodingError(.truncated, at: offset, expected: "a profile with samples")
    }
    let isPartCut = scan.cutOffset != nil || isCut && next == nil
    var tables = try ProfileProtoTables(bytes, scan: scan, isCut: isPartCut)
    var samples = try ProfileProtoSamples(scan: scan, tables: tables)
    try samples.decode(bytes, scan: scan, tables: &tables)
    return (tables.finish(cutAt: scan.cutOffset), next)
  }
}
