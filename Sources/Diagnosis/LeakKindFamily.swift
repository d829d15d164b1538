// SPDX-License-Identifier: Apache-2.0

/// Kinds that one sort of evidence shows and one rule judges.
package enum LeakKindFamily: String, CaseIterable, Codable, Sendable {
  case goroutines
  case heap
  case process
  case notes

  /// What the kinds have in common, as a heading.
  package var title: String {
    switch self {
    case .goroutines: "Goroutines that never end"
    case .heap: "Memory that stays reachable"
    case .process: "Outside of the Go heap"
    case .notes: "Not a leak: an explanation with a number"
    }
  }

  /// What evidence of this sort may claim; decided in one place for all kinds of the family.
  package var claim: String {
    switch self {
    case .goroutines:
      """
      A leak (confidence 0.99) takes proof: Go's own leak profile, structure, or the whole life of a process at least ten \
      minutes old in which none of 50 or more ever ended. A suspect takes six or more that came and stayed through most \
      of the watch while hardly any ended.
      """
    case .heap:
      """
      Growth in every part of the watch beyond chance is a suspect, however clear it is: a cache that will be bounded \
      looks the same for a while. A leak (confidence 0.99) takes the whole life of a process: ten minutes, twenty \
      collections, and a line that never freed anything and grows as fast as it always did.
      """
    case .process:
      """
      These are suspects, never leaks: the kernel counts and does not say who. It takes five looks or more, and a number \
      that still rises at the end of the watch.
      """
    case .notes: "A note explains what looks alarming, with its number, and never changes the verdict."
    }
  }

  /// The kinds of the family, in the order of their ids.
  package var kinds: [any LeakKind] {
    let kinds: [any LeakKind] =
      switch self {
      case .goroutines: LeakKinds.goroutineKinds.filter { !($0 is any HeapLeakKind) }
      case .heap: LeakKinds.heapKinds
      case .process: LeakKinds.processKinds
      case .notes: LeakKinds.notes
      }
    return kinds.sorted { $0.id < $1.id }
  }
}
