// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Acquisition

struct HeaderFileTests {
  @Test func `names and values are read, comments and empty lines skipped`() throws {
    let headers = try HeaderFile.parse("# staging\n\nAuthorization: Bearer a:b\r\nX-Scope : team 7 \n", origin: "h")
    #expect(headers.map(\.name) == ["Authorization", "X-Scope"])
    #expect(headers.map(\.value.revealed) == ["Bearer a:b", "team 7"])
  }

  @Test(arguments: [
    ("X: 1\nhunter2", "line 2 of h is no header"),
    ("hunter 2: x", "line 1 of h has no valid header name"),
    ("Content-Length: 7", "line 1 of h sets Content-Length"),
    ("X: hunter2\u{1b}[0m", "line 1 of h: the value of X holds control characters"),
  ])
  func `a bad line is named without its value`(_ text: String, _ message: String) {
    let error = #expect(throws: AcquisitionError.self) { try HeaderFile.parse(text, origin: "h") }
    #expect(error?.message.hasPrefix(message) == true)
    #expect(error?.description.contains("hunter") == false)
  }

  @Test func `a missing file and a missing variable are named`() {
    let file = #expect(throws: AcquisitionError.self) { try HeaderFile.read("/nonexistent/headers") }
    #expect(
      file?.description
        == "cannot read headers from /nonexistent/headers: No such file or directory; check the path and its permissions"
    )
    let variable = #expect(throws: AcquisitionError.self) { try Secret.read(fromEnvironment: "TOKEN", of: [:]) }
    #expect(variable?.message == "the environment variable TOKEN is not set")
  }

  @Test func `a token is the first line of its file`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "stanch-token-\(UUID())")
    try Data("  s3cret \nsecond".utf8).write(to: file)
    defer { _ = try? FileManager.default.removeItem(at: file) }
    let token = try Secret.read(fromFile: file.path)
    #expect(token.revealed == "s3cret")
    #expect("\(token) \(String(reflecting: token)) \([token])" == "[secret] [secret] [[secret]]")
  }

  @Test func `strange text is made fit for a terminal`() {
    #expect(printable("a\u{1b}[31mb\r\n\tc\u{202e}d", limit: 50) == "a[31mb cd")
    #expect(printable("abcdef", limit: 3) == "abc…")
  }
}
