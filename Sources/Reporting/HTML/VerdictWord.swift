// SPDX-License-Identifier: Apache-2.0

import Diagnosis

/// A verdict or a level as a word, an icon and a class of the style: never a color alone.
struct VerdictWord {
  let word: String
  let icon: Markup
  /// `leak`, `doubt` or `good`.
  let tone: Markup

  init(_ verdict: Verdict) {
    switch verdict {
    case .leaking: self.init("Leaking", .leak)
    case .suspected: self.init("Suspected", .doubt)
    case .healthy: self.init("Healthy", .good)
    case .insufficientEvidence: self.init("Not enough evidence", .open)
    }
  }

  init(_ level: Finding.Level) {
    switch level {
    case .leak: self.init("Leak", .leak)
    case .suspect: self.init("Suspect", .doubt)
    case .note: self.init("Note", .open)
    }
  }

  private enum Sign { case leak, doubt, good, open }

  private init(_ word: String, _ sign: Sign) {
    self.word = word
    let drop: Markup = "<path d=\"M12 2.5c3.6 4.3 6.5 7.9 6.5 11.6a6.5 6.5 0 0 1-13 0c0-3.7 2.9-7.3 6.5-11.6z\"/>"
    let ring: Markup = "<circle cx=\"12\" cy=\"12\" r=\"9.2\"/>"
    let shape: Markup
    switch sign {
    case .leak:
      tone = "leak"
      shape = drop + "<path d=\"M12 10v4.4M12 17.3v.2\"/>"
    case .doubt:
      tone = "doubt"
      shape = drop + "<path d=\"M10.2 12.2a1.9 1.9 0 1 1 2.5 1.9q-.7.3-.7 1.2M12 17.5v.2\"/>"
    case .good:
      tone = "good"
      shape = ring + "<path d=\"M7.8 12.3l3 3 5.4-6.2\"/>"
    case .open:
      tone = "open"
      shape = ring + "<path d=\"M7.6 12v.1M12 12v.1M16.4 12v.1\"/>"
    }
    icon = "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">\(shape)</svg>"
  }
}
