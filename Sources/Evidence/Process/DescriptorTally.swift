// SPDX-License-Identifier: Apache-2.0

/// Counts descriptors by kind and target, in bounded memory however many different files there are.
///
/// Files whose folded paths still differ (`/uploads/anna.png`, `/uploads/ben.png`) become one group a folder and ending
/// once there are more than `namesPerFolder` of them.
package struct DescriptorTally: Sendable {
  private struct Key: Hashable {
    var kind: ProcessLook.DescriptorGroup.Kind
    var target: String
  }

  /// More different names than this in one folder are told as one group.
  package static let namesPerFolder = 32
  /// The most groups handed out; the small ones beyond are told by kind.
  package static let groupLimit = 200
  /// The most names kept while counting.
  private static let keyLimit = 4096
  /// No process holds more; sums of all groups stay far from overflow.
  private static let countLimit = 1 << 40

  private var counts: [Key: Int] = [:]
  /// Folders with an ending of which all files are one group, as `folder/*.ending`.
  private var merged: Set<String> = []

  /// Whether merging folders has ceased to help: names that are new from here on count without a name.
  private var isFull = false

  package init() {}

  package var isEmpty: Bool { counts.isEmpty }

  /// Adds `count` descriptors; `detail` names a socket better than its link does.
  package mutating func add(_ target: DescriptorTarget, detail: String = "", count: Int = 1) {
    add(kind: target.kind, target: detail.isEmpty ? target.name : detail, count: count)
  }

  /// Adds `count` descriptors of a kind whose target is folded already.
  package mutating func add(kind: ProcessLook.DescriptorGroup.Kind, target: String, count: Int) {
    guard count > 0 else { return }
    var key = Key(kind: kind, target: target)
    if !merged.isEmpty, counts[key] == nil, kind == .file {
      let folder = Self.folderPattern(of: target)
      if merged.contains(folder) { key.target = folder }
    }
    if counts[key] == nil, counts.count >= Self.keyLimit {
      if !isFull { mergeFolders() }
      // Merging again and again for little would take quadratic time.
      isFull = isFull || counts.count > Self.keyLimit / 2
      if isFull { key.target = "" }
    }
    counts[key] = min(counts[key, default: 0] + min(count, Self.countLimit), Self.countLimit)
  }

  /// The groups, the most frequent first, those of equal size by kind and target.
  package mutating func groups() -> [ProcessLook.DescriptorGroup] {
    mergeFolders()
    var groups = counts.map { ProcessLook.DescriptorGroup(kind: $0.key.kind, target: $0.key.target, count: $0.value) }
    groups.sort(by: Self.isBefore)
    guard groups.count > Self.groupLimit else { return groups }
    var rest: [ProcessLook.DescriptorGroup.Kind: Int] = [:]
    for group in groups[Self.groupLimit...] { rest[group.kind, default: 0] &+= group.count }
    groups.removeLast(groups.count - Self.groupLimit)
    for (kind, count) in rest {
      if let same = groups.firstIndex(where: { $0.kind == kind && $0.target.isEmpty }) {
        groups[same].count &+= count
      } else {
        groups.append(ProcessLook.DescriptorGroup(kind: kind, target: "", count: count))
      }
    }
    return groups.sorted(by: Self.isBefore)
  }

  private static func isBefore(_ one: ProcessLook.DescriptorGroup, _ other: ProcessLook.DescriptorGroup) -> Bool {
    (other.count, one.kind.rawValue, one.target) < (one.count, other.kind.rawValue, other.target)
  }

  private mutating func mergeFolders() {
    var byFolder: [String: [Key]] = [:]
    for key in counts.keys where key.kind == .file && !key.target.isEmpty {
      byFolder[Self.folderPattern(of: key.target), default: []].append(key)
    }
    for (folder, keys) in byFolder where keys.count > Self.namesPerFolder || merged.contains(folder) {
      merged.insert(folder)
      var sum = 0
      for key in keys { sum &+= counts.removeValue(forKey: key) ?? 0 }
      counts[Key(kind: .file, target: folder)] = sum
    }
  }

  /// The folder and the ending of a path: `/uploads/*.png`.
  private static func folderPattern(of path: String) -> String {
    let bytes = Array(path.utf8)
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "*" }
    let name = bytes[(slash + 1)...]
    var pattern = Array(bytes[...slash]) + [UInt8(ascii: "*")]
    if let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex, name.endIndex - dot <= 24 {
      pattern += name[dot...]
    }
    return String(decoding: pattern, as: UTF8.self)
  }
}
