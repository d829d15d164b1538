// SPDX-License-Identifier: Apache-2.0

import RegularExpressions
import Testing

/// What Go's regexp.MatchString says of the same pairs.
@Suite struct RegularExpressionTests {
  @Test(arguments: [
    ("", "", true), ("", "abc", true), ("b", "abc", true), ("bd", "abc", false), ("^b", "abc", false),
    ("^a.c$", "abc", true), ("^a.c$", "a\nc", false), ("(?s)^a.c$", "a\nc", true), ("a|b", "xb", true),
    ("ab*c", "ac", true), ("ab+c", "ac", false), ("ab?c", "abbc", false), ("a{2,3}", "aa", true),
    ("^a{2,3}$", "aaaa", false),
    ("a{,2}", "a{,2}", true), ("[^a-c]", "abc", false), ("[]a]", "]", true), ("[a-]", "-", true), ("\\d+", "go1", true),
    ("\\.", "abc", false), ("main\\.\\(\\*Session\\)", "main.(*Session).run", true), ("(?i)SESSION", "a session", true),
    ("\\bfoo\\b", "a foo b", true), ("\\bfoo\\b", "afoob", false), ("^\\W$", "é", true), ("\\pL", "é", true),
    ("[[:upper:]]", "a", false), ("\\Qa.b\\E", "a.b", true), ("\\Qa.b\\E", "axb", false), ("\\x41", "A", true),
    ("(?m)^b$", "a\nb\nc", true), ("^b$", "a\nb\nc", false), ("a**", "", false), ("(?:a|ab)(?:c|bcd)$", "abcd", true),
    ("(?P<name>x)y", "xy", true), ("x*", "", true), ("\\z", "abc", true), ("世", "a世b", true), (".{3}$", "世界!", true),
  ]) func saysWhatGoSays(_ pattern: String, _ text: String, _ expected: Bool) {
    guard let expression = try? RegularExpression(pattern) else {
      #expect(pattern == "a**", "only this one is refused")
      return
    }
    #expect(expression.matches(text) == expected)
  }

  @Test(arguments: [
    "(", ")", "[a", "a**", "*", "\\", "\\1", "\\y", "a{1001}", "[b-a]", "(?x)", "(?=a)", "\\pX", "[[:foo:]]",
  ])
  func refusesWhatGoRefuses(_ pattern: String) {
    #expect(throws: PatternError.self) { try RegularExpression(pattern) }
  }

  @Test func takesLinearTimeForPatternsThatBacktrackForEver() throws {
    let expression = try RegularExpression("^(a+)+$")
    #expect(!expression.matches(String(repeating: "a", count: 50_000) + "b"))
    let optional = try RegularExpression(String(repeating: "a?", count: 60) + String(repeating: "a", count: 60))
    #expect(optional.matches(String(repeating: "a", count: 60)))
  }

  @Test func nestedCountsDoNotFillMemory() {
    #expect(throws: PatternError.self) { try RegularExpression("((a{100}){100}){100}") }
  }

  @Test func bytesThatAreNoTextCountAsReplacementCharacters() throws {
    #expect(try RegularExpression("^.x$").matches([0xff, 0x78][...]))
    #expect(try RegularExpression("^\\x{fffd}x$").matches([0xff, 0x78][...]))
  }
}
