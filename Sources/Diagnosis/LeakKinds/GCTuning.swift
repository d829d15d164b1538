// SPDX-License-Identifier: Apache-2.0

/// Garbage between collections: the live heap is flat, and GOGC or GOMEMLIMIT let the heap grow between them.
package struct GCTuning: LeakKind {
  package let id = "gc-tuning"
  package let summary =
    "the live heap is flat; the settings of the collector decide how much garbage stands on top of it"
  package let mechanism = """
    With GOGC=100 the heap may grow to twice what is alive before the next collection, with GOGC=400 to five times; \
    near GOMEMLIMIT collections come one after the other. The saw-tooth is a setting, the floor below it tells of \
    leaks.
    """
  package let detection = """
    A live heap that is flat under a goal above 2.6 times of it, or a live heap near GOMEMLIMIT with many \
    collections a second. Told from 32 MiB on.
    """
  package let refutedBy = "the live heap after collections rising"
  package let fix = Finding.Fix("nothing leaks; GOGC below 100 or GOMEMLIMIT trades processor time for memory")
  package let safeguard = Finding.Safeguard("GOMEMLIMIT below the limit of the container")

  package init() {}
}
