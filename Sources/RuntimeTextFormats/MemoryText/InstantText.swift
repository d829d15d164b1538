// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Reads and writes moments: RFC 3339, the date and time of Go's log package, seconds and finer units since 1970.
enum InstantText {
  /// The moment that a text begins with, in seconds since 1970, and where it ends; nil when it begins otherwise.
  ///
  /// "2026-01-02T03:04:05.6Z", "2026-01-02 03:04:05,678 +0200", "2026/01/02 03:04:05.678901". A time without a zone is
  /// taken as UTC: only distances within one log are certain then.
  static func leading(_ text: RawSpan, from start: Int = 0) -> (instant: Double, end: Int)? {
    guard text.byteCount - start >= 19,
      let year = digits(text, start, 4), let month = digits(text, start + 5, 2), let day = digits(text, start + 8, 2),
      let hour = digits(text, start + 11, 2), let minute = digits(text, start + 14, 2),
      let second = digits(text, start + 17, 2)
    else { return nil }
    let divider = text.byte(at: start + 4)
    let gap = text.byte(at: start + 10)
    guard divider == 0x2d || divider == 0x2f, text.byte(at: start + 7) == divider,
      gap == 0x54 || gap == 0x74 || gap == 0x20, text.has(":", at: start + 13), text.has(":", at: start + 16),
      year >= 1970, 1...12 ~= month, 1...31 ~= day, hour < 24, minute < 60, second < 61
    else { return nil }
    var end = start + 19
    let fraction = fraction(text, &end)
    let zone = zone(text, &end)
    let days = dayNumber(year: year, month: month, day: day)
    let whole = Double(days * 86_400 + hour * 3600 + minute * 60 + second - zone)
    return (fraction.digits == 0 ? whole : (whole * fraction.unit + fraction.digits) / fraction.unit, end)
  }

  /// The moment that a number means, in seconds since 1970: its size tells the unit; nil when it can be no moment.
  static func instant(of number: Double) -> Double? {
    switch number {
    case 1e8..<1e11: number
    case 1e11..<1e14: number / 1e3
    case 1e14..<1e17: number / 1e6
    case 1e17..<1e20: number / 1e9
    default: nil
    }
  }

  /// The moment as RFC 3339 with milliseconds; nil when that would not give it back exactly.
  static func text(_ instant: Double) -> String? {
    guard instant >= 0, instant < 2e11, (instant * 1e3).rounded() / 1e3 == instant else { return nil }
    let milliseconds = Int((instant * 1e3).rounded())
    let seconds = milliseconds / 1000
    let (year, month, day) = date(dayNumber: seconds / 86_400)
    guard year < 10_000 else { return nil }
    let text =
      "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(padded(seconds / 3600 % 24, 2)):"
      + "\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2)).\(padded(milliseconds % 1000, 3))Z"
    let bytes = Array(text.utf8)
    return leading(bytes.rawBytes)?.instant == instant ? text : nil
  }

  private static func fraction(_ text: RawSpan, _ end: inout Int) -> (digits: Double, unit: Double) {
    guard end + 1 < text.byteCount, text.has(".", at: end) || text.has(",", at: end),
      text.byte(at: end + 1) &- 0x30 < 10
    else { return (0, 1) }
    end += 1
    var digits = 0.0
    var unit = 1.0
    while end < text.byteCount, text.byte(at: end) &- 0x30 < 10 {
      // Nanoseconds are the finest that any logger writes.
      if unit < 1e9 {
        digits = digits * 10 + Double(text.byte(at: end) &- 0x30)
        unit *= 10
      }
      end += 1
    }
    return (digits, unit)
  }

  /// Seconds east of UTC.
  private static func zone(_ text: RawSpan, _ end: inout Int) -> Int {
    if text.has("Z", at: end) || text.has("z", at: end) {
      end += 1
      return 0
    }
    var offset = end
    if text.has(" ", at: offset) { offset += 1 }
    guard text.has("+", at: offset) || text.has("-", at: offset), let hours = digits(text, offset + 1, 2), hours < 24
    else { return 0 }
    let minutesStart = text.has(":", at: offset + 3) ? offset + 4 : offset + 3
    guard let minutes = digits(text, minutesStart, 2), minutes < 60 else { return 0 }
    let seconds = hours * 3600 + minutes * 60
    end = minutesStart + 2
    return text.has("-", at: offset) ? -seconds : seconds
  }

  private static func digits(_ text: RawSpan, _ start: Int, _ count: Int) -> Int? {
    guard start + count <= text.byteCount else { return nil }
    var value = 0
    for offset in start..<start + count {
      let digit = text.byte(at: offset) &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Days from 1970-01-01: years begin in March, so that the leap day is a year's last
  /// (Howard Hinnant, "chrono-compatible low-level date algorithms").
  private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(dayNumber: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = dayNumber + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
