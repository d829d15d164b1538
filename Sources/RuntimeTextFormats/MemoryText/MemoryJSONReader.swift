// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Finds readings of memory statistics in JSON values of any make.
///
/// An object is a reading when it has members that only MemStats or runtime/metrics have; others, at any depth up to a
/// bound, are looked through. A time beside a reading, in the same object or one around it, is its moment, and a count of
/// goroutines there belongs to it. Nothing else is kept: other members, command lines among them, are skipped unread.
struct MemoryJSONReader {
  /// Objects nested deeper are skipped.
  private static let depthLimit = 12
  /// Most readings that are kept: those of eighteen hours, one a second.
  static let readingLimit = 1 << 16
  /// Names longer than that are no names of statistics.
  private static let nameLimit = 64
  /// A text inside a string is looked into up to this length and so many envelopes deep.
  private static let messageLimit = 1 << 20
  private static let envelopeLimit = 3

  private(set) var readings: [MemoryReading] = []

  /// What one object has said so far.
  private struct Members {
    var stated = StatedStatistics()
    /// Members whose names nothing but memory statistics has.
    var tellingCount = 0
    var isTagged = false
    var instant: Double?
  }

  /// Reads the next value; afterwards the cursor stands behind it.
  ///
  /// False when no value begins there.
  mutating func readValue(_ cursor: inout JSONCursor) -> Bool {
    let value = cursor.next()
    if case .none = value { return false }
    read(value, &cursor, depth: 0, envelope: 0)
    return true
  }

  /// Gives up every second reading, so that what is kept lies evenly over the whole.
  mutating func thin() {
    readings = stride(from: 0, to: readings.count, by: 2).map { readings[$0] }
  }

  /// Reads the values that begin in one line of a log, behind any text.
  mutating func readLine(_ line: RawSpan, envelope: Int = 0) {
    let first = readings.count
    var start = line.firstOffset(of: 0x7b, in: 0..<line.byteCount)
    // A line of many braces is no JSON.
    for _ in 0..<64 where start < line.byteCount {
      var cursor = JSONCursor(line, from: start)
      let value = cursor.next()
      read(value, &cursor, depth: 0, envelope: envelope)
      start = line.firstOffset(of: 0x7b, in: max(cursor.offset, start + 1)..<line.byteCount)
    }
    guard readings.count > first, let instant = Self.leadingInstant(line) else { return }
    for index in first..<readings.count where readings[index].instant == nil { readings[index].instant = instant }
  }

  private static func leadingInstant(_ line: RawSpan) -> Double? {
    InstantText.leading(line, from: line.has("[", at: 0) ? 1 : 0)?.instant
  }

  private mutating func read(_ value: JSONCursor.Value, _ cursor: inout JSONCursor, depth: Int, envelope: Int) {
    guard depth < Self.depthLimit, readings.count < Self.readingLimit else { return cursor.skipRest(of: value) }
    switch value {
    case .object: readObject(&cursor, depth: depth, envelope: envelope)
    case .array:
      while cursor.hasElement() {
        let element = cursor.next()
        if case .none = element { return }
        read(element, &cursor, depth: depth + 1, envelope: envelope)
      }
    case .string, .word, .none: break
    }
  }

  private mutating func readObject(_ cursor: inout JSONCursor, depth: Int, envelope: Int) {
    let first = readings.count
    var members = Members()
    while let name = cursor.nextName() {
      let value = cursor.next()
      switch value {
      case .word(let range): Self.read(cursor.bytes, name: name, word: range, into: &members)
      case .string(let range): readString(cursor.bytes, name: name, text: range, into: &members, envelope: envelope)
      case .array where cursor.bytes.extracting(name).hasSameBytes(as: "BySize"):
        members.stated.setSizeClasses(Self.sizeClasses(&cursor))
      case .object, .array: read(value, &cursor, depth: depth + 1, envelope: envelope)
      case .none: break
      }
      if case .none = value { break }
    }
    finish(members, since: first)
  }

  private mutating func finish(_ members: Members, since first: Int) {
    let statistics = members.stated.whole
    if members.isTagged || members.tellingCount > 1 && Self.areBytes(statistics) {
      readings.append(MemoryReading(statistics, instant: members.instant))
    } else if readings.count == first + 1 {
      readings[first].statistics.fill(from: statistics)
    }
    guard let instant = members.instant else { return }
    for index in first..<readings.count where readings[index].instant == nil { readings[index].instant = instant }
  }

  /// Whether sizes are plausible as bytes: Go maps 64 KiB of heap at the least, and loggers like to write megabytes.
  private static func areBytes(_ statistics: MemoryStatistics) -> Bool {
    [statistics.heapAlloc, statistics.heapInuse, statistics.heapSys, statistics.sys].allSatisfy {
      $0.map { $0 == 0 || $0 >= 16 << 10 } ?? true
    }
  }

  // MARK: Members

  private static func read(_ bytes: RawSpan, name: Range<Int>, word: Range<Int>, into members: inout Members) {
    guard name.count <= nameLimit, word.count <= nameLimit else { return }
    let name = bytes.extracting(name)
    let word = bytes.extracting(word)
    guard let number = NumberText(word) else {
      if name.hasSameBytes(as: "isCollectionOff") {
        members.stated.setCollectionOff(word.hasSameBytes(as: "null") ? nil : word.hasSameBytes(as: "true"))
      }
      return
    }
    if isTime(name) {
      // Our own lines state seconds, others any unit.
      members.instant = members.instant ?? (members.isTagged ? number.value : InstantText.instant(of: number.value))
      return
    }
    let text = name.text
    guard let meaning = MetricName.named(text) ?? MetricName.loosely(text) else { return }
    members.stated.set(meaning, to: number)
    members.tellingCount += telling(text)
  }

  /// How much a name tells that its object is a reading: 2 for names that are unique, 0 for such as "Sys".
  private static func telling(_ name: String) -> Int {
    if name.hasPrefix("/") || name.hasPrefix("go_") { return 2 }
    let letters = name.lowercased().filter { $0 != "_" && $0 != "-" }
    return ["alloc", "sys", "mallocs", "frees", "lastgc", "maxrss"].contains(letters) || letters.contains("goroutine")
      ? 0 : 1
  }

  private static func isTime(_ name: RawSpan) -> Bool {
    for known in ["time", "ts", "timestamp", "@timestamp", "Time", "Timestamp", "date"] as [StaticString]
    where name.hasSameBytes(as: known) {
      return true
    }
    return false
  }

  private mutating func readString(
    _ bytes: RawSpan,
    name: Range<Int>,
    text: Range<Int>,
    into members: inout Members,
    envelope: Int
  ) {
    let name = bytes.extracting(name)
    let text = bytes.extracting(text)
    if Self.isTime(name) {
      members.instant = members.instant ?? InstantText.leading(text)?.instant
    } else if name.hasSameBytes(as: MemoryReadingText.tagName), text.hasSameBytes(as: MemoryReadingText.tag) {
      members.isTagged = true
    } else if envelope < Self.envelopeLimit, text.byteCount <= Self.messageLimit, JSONLogLine.isMessageKey(name),
      MemoryTextDecoder.firstMention(in: text, from: 0) != nil
    {
      let message = JSONLogLine.unescape(text)
      readLine(message.rawBytes, envelope: envelope + 1)
    }
  }

  private static func sizeClasses(_ cursor: inout JSONCursor) -> [MemoryStatistics.SizeClass] {
    var classes: [MemoryStatistics.SizeClass] = []
    while cursor.hasElement() {
      let element = cursor.next()
      guard case .object = element else {
        if case .none = element { break }
        cursor.skipRest(of: element)
        continue
      }
      var sizeClass = MemoryStatistics.SizeClass(size: 0, mallocs: 0, frees: 0)
      while let name = cursor.nextName() {
        let value = cursor.next()
        guard case .word(let range) = value else {
          if case .none = value { break }
          cursor.skipRest(of: value)
          continue
        }
        let number = NumberText(cursor.bytes.extracting(range))?.integer ?? 0
        let name = cursor.bytes.extracting(name)
        if name.hasSameBytes(as: "Size") { sizeClass.size = number }
        if name.hasSameBytes(as: "Mallocs") { sizeClass.mallocs = number }
        if name.hasSameBytes(as: "Frees") { sizeClass.frees = number }
      }
      // The runtime has 68 classes; more would only be a burden.
      if classes.count < 256 { classes.append(sizeClass) }
    }
    return classes
  }
}
