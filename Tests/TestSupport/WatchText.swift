// SPDX-License-Identifier: Apache-2.0

package import Evidence
import ByteDecoding
import RuntimeTextFormats

/// A watched service, described by who stands where from round to round, and written as the dumps Go would print.
///
/// Ids are given as the runtime gives them: never again and rising. The goroutines of the first round have ids spread over
/// `1...lifeBefore`, in the order in which they were added; those that come later get ids above all earlier ones. Every
/// round holds main, which accepts connections, and a request on its way, so that the service works.
package struct WatchText {
  /// The goroutines that were added together.
  package struct Members: Sendable {
    fileprivate var range: Range<Int>
  }

  private struct Member {
    var place: PlaceText
    /// Where it stands in every third round, when it moves.
    var otherPlace: PlaceText?
    var rounds: ClosedRange<Int>
    /// Index of the member that started it.
    var parent: Int?
    var id: UInt64?
  }

  package static let server = "/usr/local/go/src/net/http/server.go"
  package static let main = PlaceText(
    "IO wait",
    "internal/poll.runtime_pollWait(0x7f1e, 0x72) /usr/local/go/src/runtime/netpoll.go:351",
    "net.(*TCPListener).Accept /usr/local/go/src/net/tcpsock.go:380",
    "net/http.(*Server).Serve \(server):3330",
    "main.main /src/shop/main.go:20"
  )
  package static let request = PlaceText(
    "runnable",
    "shop.example/orders/web.(*Handler).ServeHTTP /src/shop/web/handler.go:31",
    "net/http.(*conn).serve \(server):2102",
    by: "net/http.(*Server).Serve \(server):3454"
  )

  package let roundCount: Int
  package var seconds: Double
  /// Ids given before the first round.
  package var lifeBefore: UInt64 = 1000
  /// Ids given from round to round.
  package var idsPerRound: UInt64 = 1000
  /// Whether requests are on their way.
  package var works = true
  /// debug=1 text of Go's own leak profile, taken last.
  package var leakProfile: String?
  package var sources: [String: String] = [:]
  package var uptime: Double?
  private var members: [Member] = []

  package init(rounds: Int = 6, seconds: Double = 30) {
    roundCount = rounds
    self.seconds = seconds
  }

  private var last: Int { roundCount - 1 }

  /// Adds goroutines that are there from the first to the last of these rounds.
  ///
  /// Member by member they were started by the `parents`, beginning behind the first `offset` of those.
  @discardableResult
  package mutating func add(
    _ count: Int,
    _ place: PlaceText,
    rounds: ClosedRange<Int>? = nil,
    startedBy parents: Members? = nil,
    skipping offset: Int = 0,
    alsoAt otherPlace: PlaceText? = nil
  ) -> Members {
    let start = members.count
    for index in 0..<count {
      let parent = parents.map { $0.range.lowerBound + (offset + index) % max(1, $0.range.count) }
      members.append(
        Member(place: place, otherPlace: otherPlace, rounds: rounds ?? 0...last, parent: parent, id: nil)
      )
    }
    return Members(range: start..<members.count)
  }

  /// Adds goroutines that come in every interval and never go, besides those that are there from the beginning.
  @discardableResult
  package mutating func addLeak(
    _ perRound: Int,
    atStart: Int = 0,
    _ place: PlaceText,
    startedBy parents: Members? = nil,
    alsoAt otherPlace: PlaceText? = nil
  ) -> Members {
    let start = members.count
    add(atStart, place, startedBy: parents, alsoAt: otherPlace)
    for round in 0..<roundCount where round > 0 {
      let earlier = members.count - start
      add(perRound, place, rounds: round...last, startedBy: parents, skipping: earlier, alsoAt: otherPlace)
    }
    return Members(range: start..<members.count)
  }

  /// Adds goroutines that are seen in one round only.
  package mutating func addPassing(_ perRound: Int, _ place: PlaceText) {
    for round in 0..<roundCount { add(perRound, place, rounds: round...round) }
  }

  /// Gives ids of one's own, in the order of adding.
  package mutating func setIDs(_ ids: some Sequence<UInt64>, of added: Members) {
    for (index, id) in zip(added.range, ids) { members[index].id = id }
  }

  /// The dump of each round.
  package var dumps: [String] {
    let ids = assignedIDs
    return (0..<roundCount).map { round in
      var goroutines: [(id: UInt64, text: String)] = [(1, Self.main.goroutine(1))]
      for (index, member) in members.enumerated() where member.rounds.contains(round) {
        let isElsewhere = (round + index) % 3 == 2
        let place = isElsewhere ? member.otherPlace ?? member.place : member.place
        goroutines.append((ids[index], place.goroutine(ids[index], startedBy: member.parent.map { ids[$0] } ?? 1)))
      }
      let newest = lifeBefore + idsPerRound * UInt64(round)
      if works { goroutines.append((newest, Self.request.goroutine(newest))) }
      return goroutines.sorted { $0.id < $1.id }.map(\.text).joined()
    }
  }

  private var assignedIDs: [UInt64] {
    var ids = members.map { $0.id ?? 0 }
    for round in 0..<roundCount {
      let born = members.indices.filter { members[$0].rounds.lowerBound == round && members[$0].id == nil }
      let span = round == 0 ? lifeBefore : idsPerRound
      let before = round == 0 ? 0 : lifeBefore + idsPerRound * UInt64(round - 1)
      precondition(UInt64(born.count) < span - 2, "more goroutines than ids")
      for (order, index) in born.enumerated() {
        ids[index] = before + 2 + UInt64(order) * (span - 3) / UInt64(max(1, born.count))
      }
    }
    return ids
  }

  /// The capture that a watch of this service would have brought.
  package func capture() throws -> Capture {
    let target = TargetDescription(kind: .url, name: "orders", address: ":6060")
    var capture = Capture(target: target, started: 1_790_000_000, seconds: seconds)
    capture.plannedSeconds = seconds
    capture.target.uptimeSeconds = uptime
    let interval = seconds / Double(max(1, last))
    for (round, dump) in dumps.enumerated() {
      let at = interval * Double(round)
      let source = "/debug/pprof/goroutine?debug=2"
      try capture.add(dump, at: at, round: round + 1, source: source)
    }
    if let leakProfile {
      try capture.add(leakProfile, at: seconds, round: nil, source: "/debug/pprof/goroutineleak")
    }
    for (path, text) in sources { capture.sources.add(path: path, text: text) }
    return capture
  }
}

extension Capture {
  /// Decodes the text of a dump (debug=2 or debug=1) and adds it as an observation and an item.
  package mutating func add(_ text: String, at: Double?, round: Int?, source: String) throws {
    let utf8 = Array(text.utf8)
    let bytes = utf8.rawBytes
    let snapshots =
      GoroutineProfileTextDecoder.recognizes(bytes)
      ? [try GoroutineProfileTextDecoder.decode(bytes)] : try GoroutineDumpDecoder.decode(bytes)
    items.append(CaptureItem(source: source, at: at, bytes: text.utf8.count, round: round))
    for snapshot in snapshots {
      goroutines.append(GoroutineObservation(snapshot: snapshot, at: at, round: round, source: source))
    }
  }
}
