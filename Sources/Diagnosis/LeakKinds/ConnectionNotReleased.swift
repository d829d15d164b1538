// SPDX-License-Identifier: Apache-2.0

package import Analysis
package import Evidence

/// Connections that are taken and not given back, or a pool that is opened again for every request.
///
/// Shows as waiters for a connection of database/sql, as its helper goroutines (one connectionOpener for each DB, one
/// awaitDone for each open Rows or Tx with a context), as idle HTTP client connections that nobody uses again (a Transport
/// per request), or as gRPC connections and streams.
package struct ConnectionNotReleased: GoroutineLeakKind {
  package let id = "connection-not-released"
  package let summary = "sql.Rows, Tx, Conn or gRPC streams not closed, or a DB or Transport per request"
  package let mechanism = """
    Rows, Tx and Conn of database/sql hold a connection until they are closed. With a limited pool the next request \
    waits for one, without a limit the database gets another connection each time. A pool or http.Transport that is \
    made for each request is never used again and keeps its idle connections.
    """
  package let detection = """
    Goroutines that wait for a connection of database/sql, its helpers (connectionOpener of each pool, awaitDone of \
    each open result), idle client connections that nobody uses again, or streams of gRPC. The line that took the \
    connection comes from the heap profile or the execution trace.
    """
  package let activity = "belong to connections that are not given back"
  package let refutedBy = "a connection of the first round being given back or closed"

  package init() {}

  /// The library a place belongs to, with the calls that take a connection.
  private enum Library: String, CaseIterable {
    case sql = "database/sql"
    case http = "net/http"
    case grpc = "google.golang.org/grpc"

    var calls: [String] {
      switch self {
      case .sql:
        [
          "database/sql.(*DB).", "database/sql.(*Conn).", "database/sql.(*Stmt).", "database/sql.(*Tx).",
          "database/sql.Open", "database/sql.OpenDB",
        ]
      case .http:
        [
          "net/http.(*Client).", "net/http.Get", "net/http.Post", "net/http.PostForm", "net/http.Head",
          "net/http.(*Transport).RoundTrip",
        ]
      case .grpc: ["google.golang.org/grpc."]
      }
    }

    init?(_ stack: ResolvedStack) {
      let entry = stack.entry?.function ?? ""
      if entry.hasPrefix("database/sql.(*DB).connectionOpener") || entry.hasPrefix("database/sql.(*Rows).awaitDone")
        || entry.hasPrefix("database/sql.(*Tx).awaitDone") || stack.waitsForPool
      {
        self = .sql
      } else if stack.isReadLoop || stack.isWriteLoop {
        self = .http
      } else if stack.userFrame == nil,
        entry.hasPrefix("google.golang.org/grpc/internal/transport.")
          || entry.hasPrefix("google.golang.org/grpc.newClientStream")
      {
        self = .grpc
      } else {
        return nil
      }
    }
  }

  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool { Library(series.stack) != nil }

  package func storyKey(of series: GoroutineSeries) -> String { Library(series.stack)?.rawValue ?? "" }

  package func location(of story: GoroutineStory, in caseFile: CaseFile) -> CodeFrame? {
    site(of: story, in: caseFile)?.frame ?? story.series.lazy.compactMap(\.stack.userFrame).first
  }

  package func evidence(of story: GoroutineStory, in caseFile: CaseFile) -> [Finding.EvidenceLine] {
    site(of: story, in: caseFile).map { [$0.evidence] } ?? []
  }

  private func site(of story: GoroutineStory, in caseFile: CaseFile) -> LibraryCallSite? {
    Library(story.lead.stack).flatMap { LibraryCallSite(calling: $0.calls, in: caseFile) }
  }

  package func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String] {
    func count(_ matches: (ResolvedStack) -> Bool) -> Int {
      story.series.filter { matches($0.stack) }.reduce(0) { $0 + $1.count }
    }
    let waiters = count(\.waitsForPool)
    let pools = count { $0.entry?.function.hasPrefix("database/sql.(*DB).connectionOpener") == true }
    let open = count { $0.entry?.function.hasSuffix(".awaitDone") == true }
    let idle = count(\.isReadLoop)
    var sentences: [String] = []
    if waiters > 0 {
      sentences.append("\(waiters) wait for a connection of the pool, all of which are taken.")
    }
    if open > 0 { sentences.append("\(open) belong to result sets or transactions that are open.") }
    if pools > 1 { sentences.append("\(pools) pools are open: sql.Open belongs into the start of the program.") }
    if idle > 0 {
      sentences.append(
        "\(idle) idle HTTP client connections are kept: a Transport made per request never uses one again."
      )
    }
    return sentences
  }

  package let fix = Finding.Fix(
    "defer Close on rows, transactions, connections and streams; one DB, Transport or ClientConn for the whole process",
    before: """
      rows, err := db.QueryContext(ctx, query)
      if err != nil {
        return err
      }
      if !rows.Next() {
        return errNotFound // connection is kept
      }
      """,
    after: """
      rows, err := db.QueryContext(ctx, query)
      if err != nil {
        return err
      }
      defer rows.Close()
      """
  )
  package let safeguard = Finding.Safeguard(
    "SetMaxOpenConns with an alert on waiters; rowserrcheck and sqlclosecheck in CI",
    alertRule: "rate(go_sql_wait_count_total[5m]) > 0",
    lintRule: "sqlclosecheck"
  )
}

extension ResolvedStack {
  /// Whether the goroutine waits for a connection of a database/sql pool.
  var waitsForPool: Bool {
    frames[..<(userIndex ?? frames.count)].contains { $0.function == "database/sql.(*DB).conn" }
  }
}
