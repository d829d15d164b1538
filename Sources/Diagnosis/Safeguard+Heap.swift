// SPDX-License-Identifier: Apache-2.0

extension Finding.Safeguard {
  /// The guard of kinds that show as growth of the live heap.
  ///
  /// The floor of the heap over half an hour is what survives collections; its rise from one hour to the next is growth
  /// that neither bursts nor the sawtooth of the collector can make.
  package static let heapGrowth = Finding.Safeguard(
    "alert when the floor of the heap rises from hour to hour",
    alertRule: "min_over_time(go_memstats_heap_alloc_bytes[30m]) > "
      + "1.2 * min_over_time(go_memstats_heap_alloc_bytes[30m] offset 1h)"
  )
}
