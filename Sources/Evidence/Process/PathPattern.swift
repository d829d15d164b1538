// SPDX-License-Identifier: Apache-2.0

/// Folds a path to what the files of one leak share: numbers, hashes and random names become a star.
///
///     /var/log/orders-20261121-0007.log     /var/log/orders-*.log
///     /tmp/upload2718281828/part.bin        /tmp/upload*/part.bin
///     /data/0b5c9f3e-93f1-4b1e-9a5f-4f1f5c0d7e11.tmp   /data/*.tmp
///
/// A pure function of the path, so that a group keeps its name from look to look. In the name of the file every run of
/// digits folds; in folders only a name that is all digits, and runs of four and more, because `/srv/v2` names a place
/// and not a copy. Endings such as `.mp3` stay. Linear in the length.
package enum PathPattern {
  /// Longer paths are cut: the kernel gives none (PATH_MAX is 4096).
  private static let lengthLimit = 4096

  package static func folding(_ path: String) -> String {
    var bytes = Array(path.utf8.prefix(lengthLimit))
    // What the kernel appends to the path of a file without a name is no part of the name.
    let deleted = Array(" (deleted)".utf8)
    let isDeleted = bytes.count > deleted.count && bytes.suffix(deleted.count).elementsEqual(deleted)
    if isDeleted { bytes.removeLast(deleted.count) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    let components = bytes.split(separator: slash, omittingEmptySubsequences: false)
    for (index, component) in components.enumerated() {
      if index > 0 { result.append(slash) }
      fold(component, isName: index == components.count - 1, into: &result)
    }
    return String(decoding: result, as: UTF8.self) + (isDeleted ? " (deleted)" : "")
  }

  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")
  private static let dot = UInt8(ascii: ".")

  private static func fold(_ component: ArraySlice<UInt8>, isName: Bool, into result: inout [UInt8]) {
    var tokens: [ArraySlice<UInt8>] = []
    var at = component.startIndex
    while at < component.endIndex {
      if isUUID(component[at...]) {
        tokens.append([star])
        at += 36
        continue
      }
      let isWord = isWordByte(component[at])
      var end = at + 1
      while end < component.endIndex, isWordByte(component[end]) == isWord { end += 1 }
      let token = component[at..<end]
      let isEnding = end == component.endIndex && at > component.startIndex && component[at - 1] == dot
      tokens.append(
        isWord ? fold(word: token, isName: isName, isWhole: token.count == component.count, isEnding) : token
      )
      at = end
    }
    // Stars with nothing but a divider between them are one: `*-*-*` says no more than `*`.
    var kept: [ArraySlice<UInt8>] = []
    for token in tokens {
      if token == [star], kept.count >= 2, kept[kept.count - 2] == [star], kept[kept.count - 1].count == 1 {
        kept.removeLast()
      } else {
        kept.append(token)
      }
    }
    for token in kept { result += token }
  }

  private static func fold(word: ArraySlice<UInt8>, isName: Bool, isWhole: Bool, _ isEnding: Bool) -> ArraySlice<UInt8>
  {
    var digits = 0
    var hexDigits = 0
    var changes = 0
    var before: UInt8?
    var byteCount = 0
    for byte in word {
      let kind = kind(of: byte)
      if kind == 0 { digits += 1 }
      if kind == 0 || (0x61...0x66).contains(byte | 0x20) { hexDigits += 1 }
      // A capital at the beginning and letters outside ASCII make no name random.
      if let before, before != kind, kind != 3, before != 3, byteCount > 1 || before != 2 { changes += 1 }
      before = kind
      byteCount += 1
    }
    if digits == 0 { return word }
    if digits == word.count { return isName || isWhole || digits >= 4 ? [star] : word }
    // Endings such as mp3 and 7z; one of a rotated log is all digits and is dealt with above.
    if isEnding, word.count <= 4 { return word }
    if hexDigits == word.count, word.count >= 6 { return [star] }
    // Letters and digits in turn, or small and capital letters with digits: a random name.
    if word.count >= 6, changes >= 3 { return [star] }
    var folded: [UInt8] = []
    var at = word.startIndex
    while at < word.endIndex {
      var end = at
      while end < word.endIndex, kind(of: word[end]) == 0 { end += 1 }
      if end > at, isName || end - at >= 4 {
        folded.append(star)
        at = end
      } else {
        end = max(end, at + 1)
        folded += word[at..<end]
        at = end
      }
    }
    return folded[...]
  }

  /// 0 for a digit, 1 for a small letter, 2 for a capital one, 3 for bytes outside ASCII.
  private static func kind(of byte: UInt8) -> UInt8 {
    switch byte {
    case 0x30...0x39: 0
    case 0x61...0x7a: 1
    case 0x41...0x5a: 2
    default: 3
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool { byte >= 0x80 || kind(of: byte) != 3 }

  /// Whether the bytes begin with five groups of hexadecimal digits, 8-4-4-4-12.
  private static func isUUID(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 36 else { return false }
    let start = bytes.startIndex
    for index in 0..<36 {
      let byte = bytes[start + index]
      let isDivider = index == 8 || index == 13 || index == 18 || index == 23
      let isHex = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
      guard isDivider ? byte == UInt8(ascii: "-") : isHex else { return false }
    }
    return true
  }
}
