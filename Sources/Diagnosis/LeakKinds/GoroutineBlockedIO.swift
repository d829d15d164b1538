// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// A read or write without deadline on a peer that never answers, or on a pipe that is never closed.
package struct GoroutineBlockedIO: GoroutineLeakKind {
  package let id = "goroutine-blocked-io"
  package let summary = "a read or write without deadline on a dead peer, or a pipe that is never closed"
  package let mechanism = """
    A read or write without a deadline waits for as long as the peer keeps the connection open and silent. Peers \
    that hang, links that drop without a word and pipes whose other end nobody closes make goroutines, sockets and \
    buffers that stay.
    """
  package let detection = """
    Goroutines in the state `IO wait` below a line of the service, or inside io.Pipe or an HTTP request without a \
    timeout, of which new ones come and none ends. Go's leak profile cannot see them, for the network may always \
    answer: what proves them is the whole life of a process ten minutes old, and only where no client decides how \
    long they live.
    """
  package let activity = "wait for input or output"
  package let refutedBy = "data, an end of file or a deadline that lets a member of the first round go on"

  package init() {}

  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool {
    guard series.stack.hasOwnCode else { return false }
    if series.place.operation == .networkOrFile { return true }
    // io.Pipe waits in a select of its own; an HTTP request without timeout waits in a select for the answer.
    return series.place.operation == .select
      && (series.stack.blocksIn(prefix: "io.(*pipe).")
        || series.stack.blocksIn(prefix: "net/http.(*persistConn).roundTrip")
        || series.stack.blocksIn(prefix: "net/http.(*http2ClientConn).")
        || series.stack.blocksIn(prefix: "net/http/internal/http2.(*ClientConn)."))
  }

  package func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String] {
    if story.lead.stack.blocksIn(prefix: "io.(*pipe).") {
      return ["The other end of an io.Pipe neither reads, writes nor closes."]
    }
    if story.lead.stack.blocksIn(prefix: "net/http.(*persistConn).roundTrip") {
      return ["They wait for the answer to an HTTP request that has no timeout."]
    }
    let readers = story.series.reduce(0) { $0 + $1.readers }
    let writers = story.series.reduce(0) { $0 + $1.writers }
    if readers > 0 && writers == 0 { return ["All of them read: the peer sends nothing and no read deadline is set."] }
    if writers > 0 && readers == 0 {
      return ["All of them write: the peer reads nothing and no write deadline is set."]
    }
    return []
  }

  package let fix = Finding.Fix(
    "set a deadline on every read and write (SetDeadline, http.Client.Timeout, a context), and Close on every path",
    before: "n, err := conn.Read(buffer)",
    after: """
      conn.SetReadDeadline(time.Now().Add(30 * time.Second))
      n, err := conn.Read(buffer)
      """
  )
  package let safeguard = Finding.Safeguard.goroutineGrowth
}
