// SPDX-License-Identifier: Apache-2.0

@testable import Diagnosis
import Evidence
import Testing
import TestSupport

@Suite struct TimeToLimitTests {
  // src/runtime/string.go `parseByteCount`, whose own test has most of these.
  private static let written: [(text: String, bytes: Int64)] = [
    ("1024", 1024), ("0", 0), ("1B", 1), ("512KiB", 524_288), ("512MiB", 536_870_912), ("2GiB", 2_147_483_648),
    ("1TiB", 1_099_511_627_776), ("007B", 7), ("4194303TiB", 4_611_684_918_915_760_128),
  ]

  @Test(arguments: written)
  func `GOMEMLIMIT is read as Go reads it`(text: String, bytes: Int64) {
    #expect(TimeToLimit.bytes(text) == bytes)
  }

  @Test(arguments: [
    "", "off", "B", "MiB", "-1", "+1", "-512MiB", "1.5GiB", "512MB", "512M", "512Mib", "512mib", "512 MiB", " 512",
    "512MiB ", "1EiB", "0x10", "1_000", "1e9", "5\u{0663}MiB", "\u{0663}", "99999999999999999999", "4194304TiB",
    "9223372036854775807TiB",
  ])
  func `what Go refuses, and what means no limit, is none`(text: String) {
    #expect(TimeToLimit.bytes(text) == nil)
  }

  /// A capture of one moment.
  private func capture(
    rss: Int64? = nil,
    container: Int64? = nil,
    environment: [String: String] = [:],
    _ describe: (inout MemoryStatistics) -> Void = { _ in }
  ) -> Capture {
    var capture = Capture(target: TargetDescription(kind: .url, name: "orders", address: ":6060"))
    capture.addReadings(1) { _, statistics in describe(&statistics) }
    capture.addLooks(1) { _, look in
      look.rss = rss
      look.cgroupLimit = container
      look.environment = environment
    }
    return capture
  }

  @Test func `under GOMEMLIMIT the live heap may fill all of it`() throws {
    let limit = try #require(
      TimeToLimit(
        heap: 10,
        capture: capture {
          $0.liveHeap = 400
          $0.heapAlloc = 900
          $0.memoryLimit = 1000
        }
      )
    )
    #expect(limit.seconds == 60 && limit.limit == 1000 && limit.name == "GOMEMLIMIT")
  }

  @Test func `the limit is read from the environment where no reading states it`() throws {
    let capture = capture(environment: ["GOMEMLIMIT": "1KiB"]) { $0.heapAlloc = 24 }
    let limit = try #require(TimeToLimit(heap: 10, capture: capture))
    #expect(limit.seconds == 100 && limit.limit == 1024)
  }

  private static let settings: [(gogc: Int64?, seconds: Double)] = [
    // GOGC=100 doubles what the live heap grows by.
    (nil, 50), (100, 50), (300, 25), (-1, 100),
  ]

  @Test(arguments: settings)
  func `the container's limit is met by the live heap and the garbage on it`(gogc: Int64?, seconds: Double) throws {
    let capture = capture(rss: 500, container: 1500) { $0.gogc = gogc }
    let limit = try #require(TimeToLimit(heap: 10, capture: capture))
    #expect(limit.seconds == seconds && limit.limit == 1500 && limit.name == "the container's limit")
  }

  @Test func `memory outside Go fills the container by itself and no part of GOMEMLIMIT`() throws {
    let both = capture(rss: 500, container: 1500) {
      $0.liveHeap = 300
      $0.memoryLimit = 1000
    }
    let outside = try #require(TimeToLimit(heap: 0, outside: 10, capture: both))
    #expect(outside.seconds == 100 && outside.name == "the container's limit")
    let heap = capture(rss: 500, container: 1500)
    #expect(TimeToLimit(heap: 10, outside: 30, capture: heap)?.seconds == 20)
  }

  @Test func `of two limits the nearer one counts`() throws {
    let capture = capture(rss: 500, container: 1500) {
      $0.liveHeap = 300
      $0.memoryLimit = 1000
    }
    // With GOMEMLIMIT no garbage is allowed on top: (1500 - 500) / 10 against (1000 - 300) / 10.
    #expect(TimeToLimit(heap: 10, capture: capture)?.name == "GOMEMLIMIT")
    var wide = capture
    wide.memory[0].statistics.memoryLimit = 5000
    #expect(TimeToLimit(heap: 10, capture: wide)?.seconds == 100)
    #expect(TimeToLimit(heap: 10, capture: wide)?.name == "the container's limit")
  }

  @Test func `without growth, without a limit, or beyond it there is no time`() {
    let limited = capture(rss: 500, container: 1500)
    #expect(TimeToLimit(heap: 0, capture: limited) == nil)
    #expect(TimeToLimit(heap: -10, capture: limited) == nil)
    #expect(TimeToLimit(heap: 10, capture: capture(rss: 500)) == nil)
    #expect(TimeToLimit(heap: 10, capture: capture(rss: 1500, container: 1500)) == nil)
    #expect(TimeToLimit(heap: 10, capture: capture(container: 1500)) == nil)
  }
}
