// SPDX-License-Identifier: Apache-2.0

package import Analysis
package import Evidence

/// Growing lines of the heap that are told as one finding: what one request leaves behind is often allocated at several.
package struct HeapStory: Sendable {
  package var kind: any HeapLeakKind
  /// The lines of the story, the one that names it first.
  package var lines: [HeapLine]
  /// The allocating stacks of the lines, as far as they are told.
  package var sites: [HeapSite]

  /// The line that names the story.
  package var lead: HeapLine { lines[0] }

  /// The ladder of the story's largest growing object; nil when no size shows one.
  package var ladder: SizeLadder? {
    sites.compactMap(\.ladder).filter(\.isClimbing).max { $0.currentSize < $1.currentSize }
  }

  /// Whether a growing stack of the story allocates for this kind of container.
  package func shows(_ sign: ContainerSign) -> Bool {
    sites.contains { $0.isGrowing && $0.signs.contains(sign) }
  }

  /// Bytes in use at the last round, scaled from the sample.
  package var bytesInUse: Double { lines.reduce(0) { $0 + $1.series.bytesInUse($1.series.roundCount - 1) } }

  /// Objects in use at the last round, scaled from the sample.
  package var objectsInUse: Double { lines.reduce(0) { $0 + $1.series.objectsInUse($1.series.roundCount - 1) } }

  /// Bytes a second, all lines together; nil when times are unknown.
  package var bytesPerSecond: Double? {
    if let ladder, let rate = ladder.bytesPerSecond, lines.allSatisfy({ !($0.growth?.isGrowth ?? false) }) {
      return rate
    }
    let rates = lines.compactMap { $0.growth?.bytesPerSecond }
    return rates.isEmpty ? nil : rates.reduce(0, +)
  }

  /// 95 % interval of `bytesPerSecond`; the errors of the lines are independent, so their squares add up.
  package var interval: ClosedRange<Double>? {
    guard let rate = bytesPerSecond else { return nil }
    let intervals = lines.compactMap { line in
      line.growth.flatMap { growth in growth.interval.map { ($0, growth.bytesPerSecond ?? 0) } }
    }
    guard !intervals.isEmpty else { return nil }
    let below = intervals.reduce(0) { $0 + ($1.1 - $1.0.lowerBound) * ($1.1 - $1.0.lowerBound) }
    let above = intervals.reduce(0) { $0 + ($1.0.upperBound - $1.1) * ($1.0.upperBound - $1.1) }
    return (rate - below.squareRoot())...(rate + above.squareRoot())
  }
}

extension HeapStory {
  /// Whether the line that names the story appends to a slice, as its source says.
  package func isAppend(_ sources: SourceExcerpts) -> Bool {
    sourceText(sources)?.contains("append(") ?? false
  }

  /// Whether the slice that the line appends to is one and no other, as its source says.
  package func appendsToPackageVariable(_ sources: SourceExcerpts) -> Bool {
    lead.frame.location.line > 0 && SourceContext(sources, at: lead.frame.location).appendsToPackageVariable
  }

  /// Whether the line stores into a map, as its source says: `x[key] = value`.
  ///
  /// A number, a remainder or the first variable of a loop around it is the place in an array.
  package func isStoreIntoIndex(_ sources: SourceExcerpts) -> Bool {
    guard let text = sourceText(sources), let equals = text.firstRange(of: "] = "), !text.contains("append("),
      let bracket = text[..<equals.lowerBound].lastIndex(of: "[")
    else { return false }
    let key = text[text.index(after: bracket)..<equals.lowerBound]
    let isPlace = key.allSatisfy(\.isNumber) || key.contains("%")
    return !isPlace && !SourceContext(sources, at: lead.frame.location).isLoopCounter(String(key))
  }

  private func sourceText(_ sources: SourceExcerpts) -> String? {
    lead.frame.location.line > 0 ? SourceContext(sources, at: lead.frame.location).statement : nil
  }
}

extension HeapGrowth {
  /// Whether the place grew beyond chance and not in one jump only.
  package var isGrowth: Bool {
    switch behavior {
    case .grows, .growsUnlikeBefore, .grewOnce: true
    case .tooFewSamples, .steady, .shrinks, .jumped, .displaces: false
    }
  }
}

extension SizeLadder {
  /// Whether its largest object became larger while watched, and never smaller.
  package var isClimbing: Bool { stepsUp >= 1 && stepsDown == 0 }
}

extension HeapSite {
  /// Whether the site grows, in number or in size.
  package var isGrowing: Bool { (growth?.isGrowth ?? false) || (ladder?.isClimbing ?? false) }

  /// Whether it allocates for the look itself: the handlers of profiles, traces and variables.
  package var isOfTheLook: Bool {
    stack.frames.contains { frame in
      ["runtime/pprof.", "net/http/pprof.", "runtime/trace.", "expvar."].contains { frame.function.hasPrefix($0) }
    }
  }
}
