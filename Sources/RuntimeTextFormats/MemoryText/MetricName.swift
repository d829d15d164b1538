// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What a name in a text about memory stands for: MemStats, runtime/metrics, Prometheus' Go and process collectors.
///
/// Sources: src/runtime/mstats.go, src/runtime/metrics/description.go (Go 1.21 to 1.27), client_golang
/// prometheus/go_collector.go, process_collector.go and internal/go_runtime_metrics.go `RuntimeMetricsToProm`.
enum MetricName: Sendable {
  /// A number of `MemoryStatistics`.
  case field(MemoryField)
  /// A number from which such numbers are made.
  case part(MetricPart)

  /// The meaning of a name as its source writes it; nil for every other name.
  static func named(_ name: String) -> MetricName? { exact[name] }

  /// The meaning of a name of MemStats in a spelling that loggers use: `heap_alloc`, `heapAlloc`; nil for other names.
  static func loosely(_ name: String) -> MetricName? {
    guard name.utf8.count <= 32 else { return nil }
    return loose[folded(name)]
  }

  private static func folded(_ name: String) -> String {
    String(
      decoding: name.utf8.lazy.filter { $0 != 0x5f && $0 != 0x2d }.map { 65...90 ~= $0 ? $0 + 32 : $0 },
      as: UTF8.self
    )
  }

  /// Names of MemStats; those of `MemoryField` without a "/" or a "_".
  private static let memStatsNames = MemoryField.all.map(\.name).filter { !$0.contains("/") && !$0.contains("_") }

  private static let loose: [String: MetricName] = {
    var names: [String: MetricName] = [:]
    for name in memStatsNames where name != "MaxRSS" { names[folded(name)] = exact[name] }
    for name in ["goroutines", "numgoroutine", "numgoroutines", "goroutinecount"] {
      names[name] = exact["/sched/goroutines:goroutines"]
    }
    return names
  }()

  private static let exact: [String: MetricName] = {
    var names: [String: MetricName] = [:]
    for field in MemoryField.all { names[field.name] = .field(field) }
    for (name, field) in otherNames { names[name] = MemoryField.named(field).map { .field($0) } }
    for part in MetricPart.allCases { names[part.rawValue] = .part(part) }
    // client_golang exports every runtime/metrics name under one that is derived from it.
    for (name, meaning) in names where name.hasPrefix("/") {
      for derived in prometheusNames(of: name) where names[derived] == nil { names[derived] = meaning }
    }
    return names
  }()

  /// The names that client_golang gives a runtime metric: as a gauge, and as a counter.
  private static func prometheusNames(of name: String) -> [String] {
    let parts = name.dropFirst().split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return [] }
    let path = parts[0].map { $0 == "/" || $0 == "-" ? "_" : $0 }
    let unit = parts[1].replacing("-", with: "_").replacing("/", with: "_per_")
    let gauge = "go_\(String(path))_\(unit)"
    return [gauge, "\(gauge)_total"]
  }

  private static let otherNames: [(name: String, field: String)] = [
    ("Alloc", "HeapAlloc"),
    ("/memory/classes/heap/objects:bytes", "HeapAlloc"),
    ("/memory/classes/heap/released:bytes", "HeapReleased"),
    ("/memory/classes/heap/stacks:bytes", "StackInuse"),
    ("/memory/classes/metadata/mspan/inuse:bytes", "MSpanInuse"),
    ("/memory/classes/metadata/mcache/inuse:bytes", "MCacheInuse"),
    ("/memory/classes/profiling/buckets:bytes", "BuckHashSys"),
    ("/memory/classes/metadata/other:bytes", "GCSys"),
    ("/memory/classes/other:bytes", "OtherSys"),
    ("/memory/classes/total:bytes", "Sys"),
    ("/gc/heap/allocs:bytes", "TotalAlloc"),
    ("/gc/heap/objects:objects", "HeapObjects"),
    ("/gc/heap/goal:bytes", "NextGC"),
    ("/gc/cycles/total:gc-cycles", "NumGC"),
    ("/gc/cycles/forced:gc-cycles", "NumForcedGC"),
    ("go_memstats_alloc_bytes", "HeapAlloc"),
    ("go_memstats_heap_alloc_bytes", "HeapAlloc"),
    ("go_memstats_alloc_bytes_total", "TotalAlloc"),
    ("go_memstats_mallocs_total", "Mallocs"),
    ("go_memstats_frees_total", "Frees"),
    ("go_memstats_heap_objects", "HeapObjects"),
    ("go_memstats_heap_inuse_bytes", "HeapInuse"),
    ("go_memstats_heap_idle_bytes", "HeapIdle"),
    ("go_memstats_heap_released_bytes", "HeapReleased"),
    ("go_memstats_heap_released_bytes_total", "HeapReleased"),
    ("go_memstats_heap_sys_bytes", "HeapSys"),
    ("go_memstats_stack_inuse_bytes", "StackInuse"),
    ("go_memstats_stack_sys_bytes", "StackSys"),
    ("go_memstats_mspan_inuse_bytes", "MSpanInuse"),
    ("go_memstats_mspan_sys_bytes", "MSpanSys"),
    ("go_memstats_mcache_inuse_bytes", "MCacheInuse"),
    ("go_memstats_mcache_sys_bytes", "MCacheSys"),
    ("go_memstats_buck_hash_sys_bytes", "BuckHashSys"),
    ("go_memstats_gc_sys_bytes", "GCSys"),
    ("go_memstats_other_sys_bytes", "OtherSys"),
    ("go_memstats_sys_bytes", "Sys"),
    ("go_memstats_next_gc_bytes", "NextGC"),
    ("go_memstats_gc_cpu_fraction", "GCCPUFraction"),
    ("go_gc_duration_seconds_count", "NumGC"),
    ("go_gc_gogc_percent", "/gc/gogc:percent"),
    ("go_gc_gomemlimit_bytes", "/gc/gomemlimit:bytes"),
    ("go_sched_gomaxprocs_threads", "/sched/gomaxprocs:threads"),
    ("go_goroutines", "/sched/goroutines:goroutines"),
    ("go_threads", "/sched/threads/total:threads"),
    ("go_cgo_go_to_c_calls_calls_total", "/cgo/go-to-c-calls:calls"),
  ]
}

/// Runtime metrics that are only parts of what `MemoryStatistics` holds.
enum MetricPart: String, CaseIterable, Sendable {
  case unused = "/memory/classes/heap/unused:bytes"
  case free = "/memory/classes/heap/free:bytes"
  case threadStacks = "/memory/classes/os-stacks:bytes"
  case spansFree = "/memory/classes/metadata/mspan/free:bytes"
  case cachesFree = "/memory/classes/metadata/mcache/free:bytes"
  case allocations = "/gc/heap/allocs:objects"
  case deallocations = "/gc/heap/frees:objects"
  case tinyAllocations = "/gc/heap/tiny/allocs:objects"
  case collectorTime = "/cpu/classes/gc/total:cpu-seconds"
  case totalTime = "/cpu/classes/total:cpu-seconds"
}
