// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Foundation
import Intake
import TestSupport
import Testing

/// Execution traces as an input among others.
@Suite struct ExecutionTraceIntakeTests {
  @Test func `a trace is taken in by its content`() throws {
    let bytes = try Fixtures.bytes("formats/traces/go1.27.3.trace")
    let evidence = try EvidenceReader.items(in: bytes.rawBytes, name: "saved")
    #expect(evidence.gaps == [] && evidence.items.count == 1)
    guard case .trace(let trace) = evidence.items[0] else {
      Issue.record("not taken for a trace")
      return
    }
    #expect(trace.version == 26 && trace.goroutines.count > 50)
  }

  @Test func `a trace alone is evidence`() throws {
    let path = Fixtures.repository.appending(path: "Fixtures/formats/traces/go1.25.5.trace").path
    let capture = try FileIntake.capture(of: [path])
    #expect(capture.traces.count == 1 && capture.traces[0].source == path)
    #expect(capture.items.map(\.gap) == [nil])
  }

  @Test func `a trace that is too old is refused with what it is`() throws {
    let bytes = try Fixtures.bytes("formats/traces/go1.21.13.trace")
    let error = #expect(throws: IntakeError.self) { try EvidenceReader.items(in: bytes.rawBytes, name: "saved") }
    #expect("\(error, default: "")".contains("this one is of Go 1.21 and has the older format"))
  }
}
