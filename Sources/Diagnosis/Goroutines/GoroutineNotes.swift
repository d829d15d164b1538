// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Writes the notes: what looks alarming and is not, each with its number.
struct GoroutineNotes {
  let caseFile: CaseFile
  /// Places that findings already tell.
  let told: [GoroutineSeries]

  /// A pool below this size needs no explanation.
  private static let worthAWord = 100

  func notes() -> [Finding] {
    let toldPlaces = Set(told.map(\.place))
    let rest = caseFile.goroutines.series.filter {
      !toldPlaces.contains($0.place) && $0.place.operation != .runtimeInternal
    }
    return connections(rest) + plateaus(rest) + idleWorkers(rest)
  }

  /// Connections of clients that pile up in net/http's server.
  private func connections(_ rest: [GoroutineSeries]) -> [Finding] {
    let serving = rest.filter(\.stack.isServerConnection)
    let births = serving.reduce(0) { $0 + ($1.flow?.births ?? 0) }
    let deaths = serving.reduce(0) { $0 + ($1.flow?.deaths ?? 0) }
    guard births >= GoroutineJudgement.leastBirths, births > 4 * deaths else { return [] }
    let count = serving.reduce(0) { $0 + $1.count }
    let kind = LoadDriven()
    var note = Finding(
      of: kind,
      level: .note,
      confidence: 0.9,
      title: "\(writtenInThousands(count)) goroutines serve open client connections, and clients keep opening more",
      proof: .pattern
    )
    note.explanation =
      "They stand between requests in net/http's server, one or two for each connection that a client keeps open. "
      + "Their number is the clients' choice, bounded by IdleTimeout."
    note.size.goroutines = count
    note.evidence = [
      Finding.EvidenceLine(
        source: caseFile.roundsSource,
        statement: "\(births) connections came and stayed, \(deaths) ended"
      )
    ]
    return [note]
  }

  /// Places that filled early in the watch and then stood still.
  private func plateaus(_ rest: [GoroutineSeries]) -> [Finding] {
    rest.compactMap { series in
      guard let flow = series.flow, !series.stack.isServerConnection, series.stack.hasOwnCode,
        flow.births >= 2 * GoroutineJudgement.leastBirths, Double(flow.deaths) <= 0.1 * Double(flow.births),
        flow.arrivals.count >= 3, !GoroutineJudgement.isSustained(flow), flow.arrivals.last == 0
      else { return nil }
      let kind = WarmUp()
      var note = Finding(
        of: kind,
        level: .note,
        confidence: 0.8,
        title:
          "\(writtenInThousands(series.count)) goroutines at \(place(series)): growth that has ended at a plateau of "
          + "\(writtenInThousands(series.count))",
        proof: .pattern
      )
      note.explanation =
        "\(writtenInThousands(flow.births)) came early in the watch; none came after that, and they stay."
      note.location = series.stack.userFrame.map { Finding.Location($0) }
      note.size.goroutines = series.count
      note.evidence = [
        Finding.EvidenceLine(
          source: caseFile.roundsSource,
          statement: "arrivals from round to round",
          values: flow.arrivals.map(Double.init)
        )
      ]
      return note
    }
  }

  /// Large groups whose number stands still.
  private func idleWorkers(_ rest: [GoroutineSeries]) -> [Finding] {
    guard caseFile.goroutines.roundCount >= 2 else { return [] }
    return rest.filter { series in
      series.count >= Self.worthAWord && !series.stack.isServerConnection && series.place.operation != .running
        && (series.flow.map { $0.births == 0 && $0.deaths == 0 } ?? (Set(series.counts).count == 1))
    }.prefix(3).map { series in
      let kind = IdleWorkers()
      var note = Finding(
        of: kind,
        level: .note,
        confidence: 0.9,
        title: "\(writtenInThousands(series.count)) goroutines wait at \(place(series)), constant in number",
        proof: .pattern
      )
      note.explanation = "A pool that waits for work: nobody came or went while the service was watched."
      let operation = series.place.operation
      if let progress = TraceProgress(ids: series.lastIDs, waitingFor: operation, traces: caseFile.capture.traces),
        progress.fed > 0
      {
        note.explanation += " \(progress.fed) of them were given work within \(rounded(progress.seconds)) s of trace."
      }
      note.location = series.stack.userFrame.map { Finding.Location($0) }
      note.size.goroutines = series.count
      return note
    }
  }

  private func place(_ series: GoroutineSeries) -> String {
    "\(ShortPath(series.place.site).text)"
  }
}
