// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Testing

@testable import RuntimeTextFormats

@Suite struct GoroutineHeaderTests {
  private func read(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    let line = bytes.span.asRawBytes
    guard let header = GoroutineHeader(line) else { return nil }
    var result = "\(header.id) \(line.extracting(header.status).text)"
    if header.isLeaked { result += " leaked" }
    if let minutes = header.minutes { result += " \(minutes)m" }
    if header.isLockedToThread { result += " locked" }
    let labels = line.extracting(header.labels)
    GoroutineLabels.forEachPair(in: labels) { range in
      if let pair = GoroutineLabels.pair(labels.extracting(range)) { result += " <\(pair.key)=\(pair.value)>" }
    }
    return result
  }

  @Test(arguments: [
    ("goroutine 1 [running]:", "1 running"),
    ("goroutine 18446744073709551615 [select]:", "18446744073709551615 select"),
    ("goroutine 5 gp=0xc000 m=3 mp=0xc100 [syscall, 2 minutes]:", "5 syscall 2m"),
    ("goroutine 5 gp=0xc000 m=nil [GC worker (idle)]:", "5 GC worker (idle)"),
    ("goroutine 7 [chan receive (nil chan)]:", "7 chan receive (nil chan)"),
    ("goroutine 7 [chan send (leaked) (scan), 12 minutes, locked to thread]:", "7 chan send leaked 12m locked"),
    ("goroutine 7 [select (no cases) (leaked)]:", "7 select (no cases) leaked"),
    ("goroutine 8 [select (durable), synctest bubble 3]:", "8 select"),
    ("goroutine 8 [chan receive (synctest), synctest group 3]:", "8 chan receive"),
    ("goroutine 9 [sleep, 1 minutes] {job: 7, tenant: \"a b\"}:", "9 sleep 1m <job=7> <tenant=a b>"),
    ("goroutine 9 [sleep] {k: \"}]:, \\\"\\n\\u00f6\"}:", "9 sleep <k=}]:, \"\nö>"),
    ("goroutine 9 [sleep labels:{\"k\": \"]:{x}, y\", \"l\": \"\"}]:", "9 sleep <k=]:{x}, y> <l=>"),
    ("goroutine 9 [sleep, 3 minutes, locked to thread labels:{\"k\": \"v\"}]:", "9 sleep 3m locked <k=v>"),
    ("goroutine 9 [???]:  ", "9 ???"),
  ])
  func `a header is read whole`(line: String, expected: String) {
    #expect(read(line) == expected)
  }

  @Test(arguments: [
    "", "goroutine", "goroutine ", "goroutine x [running]:", "goroutine 1 [running]", "goroutine 1 [running",
    "goroutine 1 [running]: and more", "goroutine 1 running", "goroutine 1 gp=0xc0", "goroutine 1 [sleep] {k: \"v}:",
    "goroutine 99999999999999999999 [running]:", "goroutine profile: total 3", "goroutine 1 [a labels:{\"k\": 1}",
  ])
  func `what is no complete header is refused`(line: String) {
    #expect(read(line) == nil)
  }
}
