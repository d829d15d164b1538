// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import RuntimeTextFormats
import TestSupport
import Testing

@Suite struct MemoryReadingTextTests {
  @Test func `a reading is one line with Go's names`() {
    var statistics = MemoryStatistics()
    statistics.heapAlloc = 1_423_424
    statistics.sys = 8_734_984
    statistics.goroutines = 7
    statistics.lastGC = 1_790_000_000.5
    statistics.bySize = [.init(size: 8, mallocs: 3, frees: 1)]
    #expect(
      MemoryReadingText.line(MemoryReading(statistics, instant: 1_767_319_445.25)) == """
        {"evidence":"heap statistics","time":"2026-01-02T02:04:05.250Z","HeapAlloc":1423424,"Sys":8734984,\
        "LastGC":1790000000500000000,"/sched/goroutines:goroutines":7,"BySize":[{"Size":8,"Mallocs":3,"Frees":1}]}

        """
    )
  }

  @Test func `any readings come back exactly`() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      let readings = (0..<3).map { _ in Self.reading(using: &random) }
      let text = readings.map(MemoryReadingText.line).joined()
      let bytes = Array(text.utf8)
      let isRecognized = MemoryTextDecoder.recognizes(bytes.rawBytes)
      #expect(isRecognized)
      let decoded = MemoryTextDecoder.decode(bytes.rawBytes)
      #expect(decoded == readings)
    }
  }

  @Test func `a series cut anywhere keeps its whole lines`() {
    var random = SeededGenerator(seed: 4)
    let readings = (0..<4).map { _ in Self.reading(using: &random) }
    let lines = readings.map(MemoryReadingText.line)
    let bytes = Array(lines.joined().utf8)
    for cut in 0...bytes.count {
      let decoded = MemoryTextDecoder.decode(Array(bytes[..<cut]).rawBytes)
      var whole = 0
      var length = 0
      while whole < lines.count, length + lines[whole].utf8.count <= cut + 1 {
        length += lines[whole].utf8.count
        whole += 1
      }
      #expect(Array(decoded.prefix(whole)) == Array(readings.prefix(whole)))
    }
  }

  @Test func `damaged series never trap`() {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<500 {
      let bytes = Array((0..<3).map { _ in MemoryReadingText.line(Self.reading(using: &random)) }.joined().utf8)
      let damaged = Mutations.damaged(bytes, using: &random)
      #expect(MemoryTextDecoder.decode(damaged.rawBytes).count <= 6)
    }
  }

  private static func reading(using random: inout SeededGenerator) -> MemoryReading {
    var statistics = MemoryStatistics()
    for field in MemoryField.all where Bool.random(using: &random) {
      let number = Int64.random(in: 0...(1 << Int64.random(in: 1...61, using: &random)), using: &random)
      switch field.kind {
      case .count(let path): statistics[keyPath: path] = number
      case .nanoseconds(let path): statistics[keyPath: path] = Double(number) / 1e9
      case .real(let path): statistics[keyPath: path] = Double.random(in: 0...1e10, using: &random)
      }
    }
    statistics.isCollectionOff = [nil, true, false].randomElement(using: &random) ?? nil
    for size in 0..<Int.random(in: 0...3, using: &random) {
      statistics.bySize.append(.init(size: Int64(size), mallocs: .random(in: 0...99, using: &random), frees: 2))
    }
    let instants = [nil, 1_790_000_000, 1_790_000_000.123, Double.random(in: 0...4e9, using: &random), 0.1]
    return MemoryReading(statistics, instant: instants.randomElement(using: &random) ?? nil)
  }
}
