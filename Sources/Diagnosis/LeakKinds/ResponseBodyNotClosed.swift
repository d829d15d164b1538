// SPDX-License-Identifier: Apache-2.0

package import Analysis
package import Evidence

/// An HTTP response whose body is not closed: each keeps its connection and the two goroutines that serve it.
///
/// A client connection has a readLoop and a writeLoop (net/http/transport.go). Idle, the readLoop waits for input; after
/// an answer it waits in a select until the body was read to the end or closed. Connections that pile up there are bodies
/// nobody closed.
package struct ResponseBodyNotClosed: GoroutineLeakKind {
  package let id = "response-body-not-closed"
  package let summary = "http.Response.Body not closed: the connection and its two goroutines stay"
  package let mechanism = """
    An HTTP client connection goes back to its pool when the body of the response has been read to the end or \
    closed. If neither happens it stays taken, with two goroutines (readLoop and writeLoop), a socket and its \
    buffers, and the next request opens another.
    """
  package let detection = """
    Goroutines of net/http's transport in pairs, whose readLoop waits in the select for the body rather than for \
    input; sockets that grow along are part of the finding. The line that made the request comes from the heap \
    profile or the execution trace. Growth makes a suspect, the ids of a process ten minutes old a leak.
    """
  package let activity = "serve HTTP client connections whose response body is neither read to its end nor closed"
  package let refutedBy = "the connections of the first round going idle or closing"

  package init() {}

  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool {
    if series.stack.isReadLoop { return series.place.operation == .select }
    guard series.stack.isWriteLoop else { return false }
    // Both loops of a connection belong to one story; the readLoops tell which.
    let loops = caseFile.goroutines.series.filter(\.stack.isReadLoop)
    let waiting = loops.filter { $0.place.operation == .select }.reduce(0) { $0 + $1.count }
    let idle = loops.reduce(0) { $0 + $1.count } - waiting
    return waiting > idle
  }

  package func storyKey(of series: GoroutineSeries) -> String { "net/http client" }

  package func location(of story: GoroutineStory, in caseFile: CaseFile) -> CodeFrame? {
    LibraryCallSite(calling: Self.calls, in: caseFile)?.frame
  }

  package func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String] {
    let connections = story.series.filter(\.stack.isReadLoop).reduce(0) { $0 + $1.count }
    return [
      "\(connections) connections wait for their response body to be read or closed; each keeps two goroutines and a socket."
    ]
  }

  package func evidence(of story: GoroutineStory, in caseFile: CaseFile) -> [Finding.EvidenceLine] {
    LibraryCallSite(calling: Self.calls, in: caseFile).map { [$0.evidence] } ?? []
  }

  /// Functions that return a response.
  private static let calls = [
    "net/http.(*Client).", "net/http.Get", "net/http.Post", "net/http.PostForm", "net/http.Head",
    "net/http.(*Transport).RoundTrip",
  ]

  package let fix = Finding.Fix(
    "close the body on every path, behind the error check, and read it to its end so that the connection is used again",
    before: """
      resp, err := client.Do(req)
      if err != nil {
        return err
      }
      if resp.StatusCode != http.StatusOK {
        return errStatus // body stays open
      }
      """,
    after: """
      resp, err := client.Do(req)
      if err != nil {
        return err
      }
      defer resp.Body.Close()
      if resp.StatusCode != http.StatusOK {
        return errStatus
      }
      """
  )
  package let safeguard = Finding.Safeguard(
    "the bodyclose check in CI, and an alert on goroutines",
    alertRule: Finding.Safeguard.goroutineGrowth.alertRule,
    lintRule: "bodyclose"
  )
}

extension ResolvedStack {
  /// The goroutine that reads an HTTP/1 client connection.
  var isReadLoop: Bool { entry?.function == "net/http.(*persistConn).readLoop" }

  /// The goroutine that writes an HTTP/1 client connection.
  var isWriteLoop: Bool { entry?.function == "net/http.(*persistConn).writeLoop" }
}
