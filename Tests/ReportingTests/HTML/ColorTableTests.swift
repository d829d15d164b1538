// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Reporting

@Suite struct ColorTableTests {
  /// Relative luminance as WCAG 2.2 defines it.
  private static func luminance(_ color: String) -> Double {
    let number = Int(color.dropFirst(), radix: 16) ?? 0
    let channels = [16, 8, 0].map { shift -> Double in
      let share = Double(number >> shift & 255) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  private static func contrast(_ a: String, _ b: String) -> Double {
    let (first, second) = (luminance(a), luminance(b))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  private func color(_ name: String, dark: Bool) throws -> String {
    let entry = try #require(ColorTable.entries.first { $0.name == name }, "no color \(name)")
    return dark ? entry.dark : entry.light
  }

  @Test func `contrast is computed as the standard does`() {
    #expect(abs(Self.contrast("#000000", "#ffffff") - 21) < 0.001)
    #expect(abs(Self.contrast("#767676", "#ffffff") - 4.54) < 0.01)
  }

  @Test(arguments: [false, true])
  func `text stands out from what it stands on by 4,5 to 1`(dark: Bool) throws {
    for (text, ground) in ColorTable.textPairs {
      let ratio = Self.contrast(try color(text, dark: dark), try color(ground, dark: dark))
      #expect(ratio >= 4.5, "\(text) on \(ground): \(ratio)")
    }
  }

  @Test(arguments: [false, true])
  func `lines stand out by 3 to 1`(dark: Bool) throws {
    for (line, ground) in ColorTable.linePairs {
      let ratio = Self.contrast(try color(line, dark: dark), try color(ground, dark: dark))
      #expect(ratio >= 3, "\(line) on \(ground): \(ratio)")
    }
  }

  @Test func `every color that the style uses is in the table, and none besides`() {
    let used = PageStyle.text.matches(of: /var\(--([a-z0-9-]+)\)/).map { String($0.output.1) }
    #expect(Set(used) == Set(ColorTable.entries.map(\.name)))
    let rules = PageStyle.text.split(separator: "\n").filter { !$0.contains("--page:") }
    #expect(!rules.contains { $0.contains(/#[0-9a-f]{3,8}[;}]/) }, "a color stands in a rule instead of the table")
  }
}
