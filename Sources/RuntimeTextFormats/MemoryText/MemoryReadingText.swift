// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Writes readings of memory statistics, one line each, in the form in which captures keep their series.
///
///     {"evidence":"heap statistics","time":"2026-01-02T03:04:05.600Z","HeapAlloc":1423424,"Sys":8734984}
///
/// `MemoryTextDecoder` reads every line back to an equal reading. Names are those of `MemoryField`; numbers that are not
/// known are left out. The time is RFC 3339 where milliseconds state it exactly, else a number of seconds.
package enum MemoryReadingText {
  static let tagName: StaticString = "evidence"
  static let tag: StaticString = "heap statistics"

  /// One line, with its end.
  package static func line(_ reading: MemoryReading) -> String {
    let statistics = reading.statistics
    var members = ["\"\(tagName)\":\"\(tag)\""]
    if let instant = reading.instant {
      members.append("\"time\":" + (InstantText.text(instant).map { "\"\($0)\"" } ?? "\(instant)"))
    }
    var written: Set<AnyKeyPath> = []
    for field in MemoryField.all {
      guard let number = statistics.number(field), written.insert(field.keyPath).inserted else { continue }
      members.append("\"\(field.name)\":\(number.exactly.map { "\($0)" } ?? "\(number.number)")")
    }
    // A goal alone would be read as collection being on.
    if let isOff = statistics.isCollectionOff {
      members.append("\"isCollectionOff\":\(isOff)")
    } else if statistics.nextGC != nil {
      members.append("\"isCollectionOff\":null")
    }
    if !statistics.bySize.isEmpty {
      let classes = statistics.bySize.map { "{\"Size\":\($0.size),\"Mallocs\":\($0.mallocs),\"Frees\":\($0.frees)}" }
      members.append("\"BySize\":[\(classes.joined(separator: ","))]")
    }
    return "{\(members.joined(separator: ","))}\n"
  }
}

extension MemoryField {
  /// Where the number is kept: equal for the two names of one time.
  fileprivate var keyPath: AnyKeyPath {
    switch kind {
    case .count(let path): path
    case .nanoseconds(let path), .real(let path): path
    }
  }
}
