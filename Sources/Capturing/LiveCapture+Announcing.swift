// SPDX-License-Identifier: Apache-2.0

/// What a watch says before it does it.
extension LiveCapture {
  /// Tells the plan of the watch and what it costs the service.
  func announce(_ total: Int, isTakingFullStacks: Bool, takesLeakProfile: Bool) {
    let kind = isTakingFullStacks ? "full stacks, each stopping it for about \(max(1, total / 250)) ms" : "profiles"
    let leak = takesLeakProfile ? "; at the end Go's own leak profile, which is one collection more" : ""
    let collections = options.collection == .never ? "" : "; up to three forced collections"
    report(.plan("\(total) goroutines: about \(Int(options.seconds)) s of rounds with \(kind)\(collections)\(leak)"))
  }

  /// Why full stacks are left out of a service with so many goroutines.
  func tooMany(_ total: Int) -> String {
    "full stacks were not taken: \(total) goroutines are above \(CaptureOptions.fullStackLimit), and reading their "
      + "stacks would stop the service for about \(Self.pauseEstimate(total)) s each time (--full-stacks takes them)"
  }

  /// What is missing of a watch that its service was too slow for.
  var tooSlow: String {
    "the service answered too slowly: the watch was ended \(Int(options.grace)) s after its \(Int(options.seconds)) s "
      + "were over, with what had come by then"
  }

  /// Seconds for which debug=2 of that many goroutines stops the service: measured 37 ms at 10,000, 0.55 s at 100,000.
  private static func pauseEstimate(_ goroutines: Int) -> String {
    let tenths = Int((Double(goroutines) / 200_000 * 10).rounded(.up))
    return "\(tenths / 10).\(tenths % 10)"
  }
}
