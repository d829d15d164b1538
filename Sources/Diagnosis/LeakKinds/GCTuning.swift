// SPDX-License-Identifier: Apache-2.0

/// Garbage between collections: the live heap is flat, and GOGC or GOMEMLIMIT let the heap grow between them.
package struct GCTuning: LeakKind {
  package let id = "gc-tuning"
  package let summary =
    "the live heap is flat; the settings of the collector decide how much garbage stands on top of it"
  package let refutedBy = "the live heap after collections rising"
  package let fix = Finding.Fix("nothing leaks; GOGC below 100 or GOMEMLIMIT trades processor time for memory")
  package let safeguard = Finding.Safeguard("GOMEMLIMIT below the limit of the container")

  package init() {}
}
