// SPDX-License-Identifier: Apache-2.0

/// Memory that Go did not allocate: C's malloc through cgo, mmap, a library's arenas.
///
/// The resident set less what Go says it holds, Sys - HeapReleased, is within 2 MiB of zero while all memory is Go's.
package struct NativeMemory: LeakKind {
  package let id = "native-memory"
  package let summary = "memory outside Go's heap grows: C's malloc, mmap, or a library's own"
  package let mechanism = """
    Memory that C code allocates through cgo, or that is mapped by hand, is not Go's: no heap profile shows it and \
    no collector frees it. It stays until the matching free or munmap is called.
    """
  package let detection = """
    RSS - (Sys - HeapReleased), within 2 MiB of zero while all memory is Go's, rises by 6 MiB or more: a suspect. It \
    takes pprof and /proc of the same process. The line comes from the execution trace, which saw it calling C or \
    mmap. Files that are merely mapped and read are none.
    """
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
