// SPDX-License-Identifier: Apache-2.0

package import Evidence
import Foundation
import ByteDecoding
import RuntimeTextFormats

/// What a real Go program in a known state of memory and the kernel said of it at one moment
/// (Fixtures/formats/process, Scripts/record-process-fixtures).
package struct RecordedMemory {
  package var statistics = MemoryStatistics()
  package var look: ProcessLook

  private struct Reading: Decodable {
    var LiveHeap: Int64
    var Instant: Double
    var MemStats: [String: Value]
  }

  /// A number or a Boolean of MemStats.
  private struct Value: Decodable {
    var number: Int64?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      number = try? container.decode(Int64.self)
    }
  }

  package init(version: String, regime: String) throws {
    let path = "formats/process/\(version)/\(regime)"
    let reading = try JSONDecoder().decode(Reading.self, from: Data(try Fixtures.bytes(path + ".json")))
    let numbers = reading.MemStats.compactMapValues(\.number)
    statistics.liveHeap = reading.LiveHeap
    statistics.heapAlloc = numbers["HeapAlloc"]
    statistics.heapObjects = numbers["HeapObjects"]
    statistics.mallocs = numbers["Mallocs"]
    statistics.frees = numbers["Frees"]
    statistics.heapInuse = numbers["HeapInuse"]
    statistics.heapIdle = numbers["HeapIdle"]
    statistics.heapReleased = numbers["HeapReleased"]
    statistics.heapSys = numbers["HeapSys"]
    statistics.nextGC = numbers["NextGC"]
    statistics.stackInuse = numbers["StackInuse"]
    statistics.stackSys = numbers["StackSys"]
    statistics.mspanSys = numbers["MSpanSys"]
    statistics.mcacheSys = numbers["MCacheSys"]
    statistics.buckHashSys = numbers["BuckHashSys"]
    statistics.gcSys = numbers["GCSys"]
    statistics.otherSys = numbers["OtherSys"]
    statistics.sys = numbers["Sys"]
    let text = try Fixtures.bytes(path + ".txt")
    look = try ProcessLookDecoder.decode(text.span.asRawBytes)[0]
  }
}
