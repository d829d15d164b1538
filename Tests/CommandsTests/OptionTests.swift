// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Testing

@testable import Commands

@Suite struct WatchDurationTests {
  @Test(arguments: [
    ("30s", 30.0), ("5m", 300), ("6h", 21_600), ("1m30s", 90), ("1.5m", 90), ("1500ms", 1.5), ("1h1m1s", 3661),
    ("168h", 604_800),
  ])
  func `a duration is written as Go writes it`(text: String, seconds: Double) {
    #expect(WatchDuration(argument: text)?.seconds == seconds)
  }

  @Test(arguments: [
    "", "30", "s", "-5s", "5 s", "5x", "1e9s", "0s", "0.5s", "169h", "9999999999999999999h", "..s", "٣s", "5mm",
  ])
  func `what is no duration, too short or too long is refused`(text: String) {
    #expect(WatchDuration(argument: text) == nil)
  }
}

@Suite struct FailOnTests {
  @Test(
    arguments: [
      (FailOn.leaking, Verdict.healthy, 0), (.leaking, .suspected, 0), (.leaking, .leaking, 1),
      (.leaking, .insufficientEvidence, 3), (.suspected, .healthy, 0), (.suspected, .suspected, 1),
      (.suspected, .leaking, 1), (.suspected, .insufficientEvidence, 3), (.never, .healthy, 0), (.never, .suspected, 0),
      (.never, .leaking, 0), (.never, .insufficientEvidence, 3),
    ] as [(FailOn, Verdict, Int32)]
  )
  func `the exit status follows from verdict and border`(border: FailOn, verdict: Verdict, status: Int32) {
    #expect(border.status(of: verdict) == status)
  }
}
