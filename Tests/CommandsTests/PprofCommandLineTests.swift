// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Commands

@Suite struct PprofCommandLineTests {
  @Test(arguments: [
    ("profile -top -cum heap.pb.gz", "profile top --cum heap.pb.gz"),
    ("profile top heap.pb.gz -cum --lines", "profile top heap.pb.gz --cum --lines"),
    ("profile -list=Session heap.pb.gz", "profile list Session heap.pb.gz"),
    ("profile -peek Session heap.pb.gz", "profile peek Session heap.pb.gz"),
    ("profile -noinlines=true -mean=false heap.pb.gz", "profile --noinlines heap.pb.gz"),
    ("profile -dot -nodecount=5 heap.pb.gz", "profile convert --to dot --nodecount=5 heap.pb.gz"),
    ("profile merge a.pb.gz b.pb.gz -o c.pb.gz", "profile merge a.pb.gz b.pb.gz -o c.pb.gz"),
    ("profile heap.pb.gz", "profile heap.pb.gz"), ("diagnose -top", "diagnose -top"),
    ("profile top - -focus=a=b", "profile top - --focus=a=b"),
  ])
  func aCommandLineOfPprofIsTaken(given: String, expected: String) {
    let words = given.split(separator: " ").map(String.init)
    #expect(PprofCommandLine.rewritten(words).joined(separator: " ") == expected)
  }

  @Test(arguments: [("5MB", 5_242_880.0), ("100", 100), ("1.5GiB", 1_610_612_736), ("10kB", 10_240), ("3B", 3)])
  func amountsOfGrowthHaveUnits(text: String, amount: Double) {
    #expect(GrownAmount(argument: text)?.amount == amount)
  }

  @Test(arguments: ["", "MB", "5XB", "-5MB", "5 MB"])
  func otherAmountsAreRefused(text: String) {
    #expect(GrownAmount(argument: text) == nil)
  }
}
