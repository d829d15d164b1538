// SPDX-License-Identifier: Apache-2.0

/// Memory that Go did not allocate: C's malloc through cgo, mmap, a library's arenas.
///
/// The resident set less what Go says it holds, Sys - HeapReleased, is within 2 MiB of zero while all memory is Go's.
package struct NativeMemory: LeakKind {
  package let id = "native-memory"
  package let summary = "memory outside Go's heap grows: C's malloc, mmap, or a library's own"
  package let refutedBy = "the resident set following Sys - HeapReleased, or a file that is merely mapped and read"

  package init() {}

  package let fix = Finding.Fix(
    "free what C or mmap gave, on every path",
    before: """
      buf := C.malloc(size)
      if err := fill(buf); err != nil {
        return err // buf stays
      }
      """,
    after: """
      buf := C.malloc(size)
      defer C.free(buf)
      if err := fill(buf); err != nil {
        return err
      }
      """
  )
  package let safeguard = Finding.Safeguard(
    "alert when the resident set leaves what Go holds behind",
    alertRule: "process_resident_memory_bytes - (go_memstats_sys_bytes - go_memstats_heap_released_bytes) > 256e6"
  )
}
