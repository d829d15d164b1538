// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Reporting
import TestSupport

/// The report of a capture, with times that do not depend on the machine.
func report(of capture: Capture, timings: Report.Timings = Report.Timings()) -> Report {
  let caseFile = CaseFile(capture)
  return Report(Examination(caseFile).diagnosis(), of: caseFile, toolVersion: "0.1.0", timings: timings)
}

/// A service with a proven leak, a suspect and a note, source lines, cost and gaps: as much as a report can hold.
func fullCapture() throws -> Capture {
  let library = "/usr/local/go/src/"
  let send = PlaceText(
    "chan send",
    "shop.example/quote.(*Desk).ask.func1() /src/shop/quote/fanout.go:41",
    by: "shop.example/quote.(*Desk).ask /src/shop/quote/fanout.go:38"
  )
  let wait = PlaceText(
    "sync.WaitGroup.Wait",
    "sync.(*WaitGroup).Wait(0xc000123000) \(library)sync/waitgroup.go:118",
    "shop.example/orders.(*Handler).settleEveryOpenOrderOfTheDay(0xc0) /src/shop/orders/settlement_of_the_day.go:112",
    by: "shop.example/orders.(*Handler).ServeHTTP /src/shop/orders/handler.go:60"
  ).with { $0.minutes = 3 }
  var watch = WatchText()
  watch.addLeak(60, atStart: 120, send)
  watch.addLeak(9, wait)
  watch.add(
    250,
    PlaceText(
      "chan receive",
      "shop.example/pool.(*Pool).work(0xc0) /src/shop/pool/pool.go:19",
      by: "shop.example/pool.New /src/shop/pool/pool.go:12"
    )
  )
  watch.leakProfile = DumpText.profile([(send, 420)], isLeakProfile: true)
  watch.uptime = 10_800
  watch.sources["/src/shop/quote/fanout.go"] =
    (1...60).map { $0 == 38 ? "\tgo func() {" : $0 == 41 ? "\t\tanswers <- q" : "\t\t// line \($0)" }.joined(
      separator: "\n"
    )
  var capture = try watch.capture()
  capture.target.goVersion = "go1.27.3"
  capture.target.moduleGoVersion = "1.27"
  capture.target.module = "shop.example"
  capture.target.pid = 4711
  capture.target.host = "orders-1"
  var cost = CaptureCost()
  cost.requests = 14
  cost.bytes = 98_304
  cost.forcedGCs = 1
  cost.pauses = [CaptureCost.Pause(what: "goroutine stacks", seconds: 0.0064)]
  capture.cost = cost
  capture.items[2].gap = "cut at byte 4711"
  capture.gaps = ["the command line is not known"]
  return capture
}
