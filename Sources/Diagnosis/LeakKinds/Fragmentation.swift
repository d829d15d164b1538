// SPDX-License-Identifier: Apache-2.0

/// Spans of which few slots are used: a few survivors keep whole spans.
package struct Fragmentation: LeakKind {
  package let id = "fragmentation"
  package let summary = "spans are held by few objects each"
  package let mechanism = """
    The heap gives memory out in spans of equal slots. When most objects of a span die and a few survive, the span \
    stays and its free slots serve only objects of that size.
    """
  package let detection = """
    HeapInuse - HeapAlloc above 30 % of HeapInuse in every reading, also right after collections. Told from 32 MiB \
    on.
    """
  package let refutedBy = "HeapInuse - HeapAlloc falling after the next collections"
  package let fix = Finding.Fix(
    "allocate what lives long apart from what lives short, in time or in size; pools of large buffers help"
  )
  package let safeguard = Finding.Safeguard(
    "alert on the share that is used",
    alertRule: "go_memstats_heap_inuse_bytes / go_memstats_heap_alloc_bytes > 2"
  )

  package init() {}
}
