// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Testing
import TestSupport

private let cgocall = "runtime.cgocall \(Go.root)runtime/cgocall.go:167"
private let mmap = "syscall.mmap \(Go.root)syscall/zsyscall_linux_amd64.go:1610"

/// What the kernel counts, in MiB.
private struct Kernel {
  var rss: Int
  var file: Int
  var lazy: Int

  init(_ rss: Int, file: Int = 10, lazy: Int = 0) {
    self.rss = rss
    self.file = file
    self.lazy = lazy
  }
}

/// A healthy watch of 30 s in which Go holds `held` and the kernel counts what `look` says; in MiB.
private func watch(
  held: (_ second: Int) -> Int = { _ in 60 },
  _ look: (_ second: Int) -> Kernel
) throws -> Capture {
  var capture = try WatchText(rounds: 6, seconds: 30).capture()
  capture.addReadings { second, statistics in
    statistics.heapReleased = 4 << 20
    statistics.sys = Int64(held(second) + 4) << 20
  }
  capture.addLooks { second, process in
    let mebibytes = look(second)
    process.rss = Int64(mebibytes.rss) << 20
    process.fileBacked = Int64(mebibytes.file) << 20
    process.lazyFree = Int64(mebibytes.lazy) << 20
  }
  return capture
}

@Suite struct NativeExaminationTests {
  @Test func `resident memory that grows outside Go is a suspect at the line that calls C`() throws {
    var capture = try watch { Kernel(80 + 2 * $0) }
    var trace = TraceSketch()
    trace.addCalls(40, .cgo, at: cgocall, "shop._Cfunc_draw _cgo_gotypes.go:70", "shop.draw /src/shop/draw.go:8")
    trace.addCalls(4, .cgo, at: cgocall, "shop._Cfunc_CString _cgo_gotypes.go:60", "shop.label /src/shop/label.go:21")
    capture.traces = [trace.observation()]
    let diagnosis = diagnosis(of: capture)
    #expect(diagnosis.verdict == .suspected)
    // What allocates by its name goes before what is called most.
    #expect(diagnosis.outline == ["suspect native-memory label.go:21"])
    let finding = try #require(diagnosis.findings.first)
    #expect(finding.title == "memory outside Go's heap grows by 2.0 MiB/s at shop/label.go:21")
    #expect(finding.explanation.contains("holds 80 MiB that Go did not allocate, 20 MiB when the watch began"))
    #expect(finding.explanation.contains("C's malloc"))
    #expect(finding.alsoAt.map(\.line) == [8])
    #expect(finding.proof == .accounting)
    #expect(finding.growth.map(\.unit) == [.bytes] && finding.growth.first?.perSecond == 2 * 1_048_576)
    #expect(finding.size.bytes == 80 << 20)
    #expect(finding.evidence.first?.values?.first == 20_971_520.0)
  }

  @Test func `Go's own growth is not taken for native memory`() throws {
    #expect(diagnosis(of: try watch(held: { 60 + 2 * $0 }) { Kernel(80 + 2 * $0) }).outline == [])
  }

  @Test func `a difference that drifts while the resident set stands is what Go gives back and nothing else`() throws {
    // Sys - HeapReleased falls by 60 MiB, what is resident stays as it is.
    #expect(diagnosis(of: try watch(held: { 120 - 2 * $0 }) { _ in Kernel(140) }).outline == [])
  }

  @Test func `pages that were given back and are still counted are no growth`() throws {
    #expect(diagnosis(of: try watch { Kernel(80 + 2 * $0, lazy: 2 * $0) }).outline == [])
  }

  @Test func `a file that is mapped once and fills while it is read is none`() throws {
    #expect(diagnosis(of: try watch { Kernel(80 + 2 * $0, file: 10 + 2 * $0) }).outline == [])
  }

  @Test func `files that are mapped again and again are a suspect at the line that maps`() throws {
    var capture = try watch { Kernel(80 + 2 * $0, file: 10 + 2 * $0) }
    var trace = TraceSketch()
    trace.addCalls(8, .cgo, at: cgocall, "shop._Cfunc_malloc _cgo_gotypes.go:60", "shop.label /src/shop/label.go:21")
    trace.addCalls(
      4,
      .syscall,
      at: mmap,
      "syscall.(*mmapper).Mmap \(Go.root)syscall/syscall_unix.go:57",
      "syscall.Mmap \(Go.root)syscall/syscall_linux.go:1289",
      "shop.(*Index).open /src/shop/index.go:50"
    )
    capture.traces = [trace.observation()]
    let diagnosis = diagnosis(of: capture)
    #expect(diagnosis.outline == ["suspect native-memory index.go:50"])
    #expect(diagnosis.findings.first?.explanation.contains("mapped files") == true)
  }

  private static let courses: [Course] = [
    Course("five MiB") { second in 80 + second / 6 },
    Course("constant") { _ in 400 },
    Course("one step") { second in second < 10 ? 80 : 160 },
    Course("sawtooth") { second in 80 + 10 * (second % 5) },
  ]

  @Test(arguments: courses)
  func `what does not rise to the end is no leak`(course: Course) throws {
    #expect(diagnosis(of: try watch { Kernel(course.value($0)) }).outline == [])
  }

  @Test func `looks without readings beside them say nothing of what is Go's`() throws {
    var capture = try watch { Kernel(80 + 2 * $0) }
    for index in capture.memory.indices { capture.memory[index].at = 100 + Double(index) }
    #expect(diagnosis(of: capture).outline == [])
  }

  @Test func `growth outside Go counts towards the limit of the container`() throws {
    var capture = try watch { Kernel(80 + 2 * $0) }
    for index in capture.processes.indices { capture.processes[index].look.cgroupLimit = 540 << 20 }
    let seconds = try #require(diagnosis(of: capture).timeToLimitSeconds)
    // C's memory grows the resident set by itself: (540 - 140) / 2.
    #expect(abs(seconds - 200) < 1)
  }

  @Test func `numbers of any size never trap`() throws {
    let sizes: [Int64] = [0, 1, 4096, 1 << 40, 1 << 62]
    for rss in sizes {
      for held in sizes {
        var capture = try WatchText(rounds: 2, seconds: 30).capture()
        capture.addReadings { second, statistics in
          statistics.sys = second % 2 == 0 ? held : 0
          statistics.heapReleased = held
          statistics.heapInuse = held
          statistics.heapAlloc = rss
          statistics.memoryLimit = held
          statistics.openDescriptors = second > 20 ? held : Int64(second)
        }
        capture.addLooks { second, look in
          look.rss = second > 20 ? rss : 0
          look.threads = second > 15 ? Int(held) : second
          look.lazyFree = held
          look.cgroupLimit = rss
          look.descriptorLimit = Int(held)
        }
        for index in capture.processes.indices {
          capture.processes[index].at = 1e-300 * Double(index)
          capture.memory[index].at = 1e-300 * Double(index)
        }
        #expect(!diagnosis(of: capture).summary.isEmpty)
      }
    }
  }
}
