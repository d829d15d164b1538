// SPDX-License-Identifier: Apache-2.0

extension ProcessMaps {
  /// A mapping as a profile of the process states it.
  package struct Claim: Hashable, Sendable {
    /// The path, or a name in brackets such as `[vdso]`.
    package var path: String
    package var start: UInt64
    /// The offset in the file of the first address.
    package var offset: UInt64

    package init(path: String, start: UInt64, offset: UInt64) {
      self.path = path
      self.start = start
      self.offset = offset
    }
  }

  /// The first mapping of a profile that the process does not have; nil when it has all of them.
  ///
  /// Go's profiles list the executable mappings of `/proc/self/maps` (runtime/pprof/proto.go `parseProcSelfMaps`, which
  /// takes ` (deleted)` off the path). The executable of a Go program lies at the same place in every process, but the
  /// kernel's `[vdso]` lies at a random one: it tells two processes of one program apart. Mappings without a path, and
  /// the one that Go makes up where it cannot read its maps (all zero), say nothing and are passed over.
  package static func missing(_ claims: [Claim], in maps: String) -> Claim? {
    var present: Set<Claim> = []
    for line in maps.split(separator: "\n") {
      // address range, permissions, offset, device, inode, path
      let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
      guard fields.count == 6, let start = fields[0].split(separator: "-").first.flatMap({ UInt64($0, radix: 16) }),
        let offset = UInt64(fields[2], radix: 16)
      else { continue }
      let path = fields[5].drop { $0 == " " }
      present.insert(Claim(path: withoutMark(path), start: start, offset: offset))
    }
    return claims.first { claim in
      guard !claim.path.isEmpty, claim.start != 0 else { return false }
      var bare = claim
      bare.path = withoutMark(claim.path[...])
      return !present.contains(bare)
    }
  }

  private static func withoutMark(_ path: Substring) -> String {
    String(path.hasSuffix(" (deleted)") ? path.dropLast(10) : path)
  }
}
