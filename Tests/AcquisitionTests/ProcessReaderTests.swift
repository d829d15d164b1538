// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Acquisition

/// Looks at processes: this one, made-up ones, and ones that are gone.
struct ProcessReaderTests {
  private var ownPID: Int { Int(ProcessInfo.processInfo.processIdentifier) }

  private func text(_ look: ProcessReader.Look) -> String { String(decoding: look.bytes, as: UTF8.self) }

  @Test func `a brief look tells memory, threads and descriptors by kind`() async {
    let look = await ProcessReader(pid: ownPID).look(.brief)
    let text = text(look)
    #expect(look.ending == nil)
    #expect(text.hasPrefix("==> instant 1"))
    for part in ["/proc/\(ownPID)/smaps_rollup <==\nRss: ", "VmRSS:", "Threads:", "\n==> descriptors <==\n"] {
      #expect(text.contains(part), "\(part)")
    }
    // A second of a watch may not cost kilobytes.
    #expect(look.bytes.count < 4096 && !text.contains("Seccomp"))
  }

  @Test func `a full look has every file, and of the environment nothing that is not asked for`() async throws {
    let open = try #require(FileHandle(forReadingAtPath: #filePath))
    let text = text(await ProcessReader(pid: ownPID).look(.full))
    try open.close()
    for part in ["status", "smaps_rollup", "smaps", "stat", "limits", "environ", "fd"] {
      #expect(text.contains("\n==> /proc/\(ownPID)/\(part) <==\n"), "\(part)")
    }
    // What the first three descriptors are is the choice of whoever runs the tests; a file opened here is a file.
    #expect(text.contains(" -> \(#filePath)\n") && text.contains("\n==> children <==\n"))
    #expect(!text.contains("PATH="))
  }

  @Test func `a process that is not there has ended`() async {
    let look = await ProcessReader(pid: 1 << 29).look(.full)
    #expect(look.bytes.isEmpty)
    #expect(look.ending == "process 536870912 has ended")
  }

  // MARK: A made-up /proc

  private struct Folder: ~Copyable {
    let url = FileManager.default.temporaryDirectory.appending(path: "stanch-proc-\(UUID())")

    func write(_ path: String, _ text: String) throws {
      let file = url.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }

    func stat(_ pid: Int, state: String = "S", parent: Int = 1, start: Int) throws {
      let fields = "\(state) \(parent) 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 14 0 \(start) 0 0"
      try write("\(pid)/stat", "\(pid) (my (odd) name) \(fields)\n")
    }

    deinit { try? FileManager.default.removeItem(at: url) }
  }

  @Test func `a number that was given to another process is noticed`() throws {
    let folder = Folder()
    try folder.stat(7, start: 100)
    let reader = ProcessReader(pid: 7, proc: ProcFiles(root: folder.url.path))
    #expect(reader.read(.brief, at: 1).ending == nil)
    try folder.stat(7, start: 200)
    #expect(reader.read(.brief, at: 2).ending == "process 7 has ended, and its number is another's now")
  }

  @Test func `children are counted by state`() throws {
    let folder = Folder()
    try folder.stat(7, start: 1)
    try folder.stat(8, state: "Z", parent: 7, start: 2)
    try folder.stat(9, state: "Z", parent: 7, start: 2)
    try folder.stat(10, parent: 7, start: 2)
    try folder.stat(11, parent: 70, start: 2)
    let reader = ProcessReader(pid: 7, proc: ProcFiles(root: folder.url.path))
    #expect(text(reader.read(.full, at: 1)).contains("==> children <==\nS 1\nZ 2\n"))
  }

  @Test func `descriptors and sockets are listed, and what cannot be listed is a gap`() throws {
    let folder = Folder()
    try folder.stat(7, start: 1)
    let reader = ProcessReader(pid: 7, proc: ProcFiles(root: folder.url.path))
    #expect(text(reader.read(.brief, at: 1)).contains("==> gaps <==\ndescriptors were not listed: "))
    try folder.write("7/net/tcp", "   1: 0100007F:1F90 0100007F:9C40 08 0:0 00:0 00000000  1000        0 333 1\n")
    let links = folder.url.appending(path: "7/fd")
    try FileManager.default.createDirectory(at: links, withIntermediateDirectories: true)
    for (name, target) in [("5", "socket:[333]"), ("6", "/tmp/a\nb-17.log"), ("7", "/tmp/a\nb-18.log")] {
      try FileManager.default.createSymbolicLink(
        atPath: links.appending(path: name).path,
        withDestinationPath: target
      )
    }
    let full = text(reader.read(.full, at: 1))
    #expect(full.contains("5 -> socket:[333]\n") && full.contains("6 -> /tmp/a?b-17.log\n"))
    #expect(full.contains("==> sockets <==\n333 tcp close-wait 8080 40000\n"))
    #expect(text(reader.read(.brief, at: 1)).contains("==> descriptors <==\n2 file /tmp/a?b-*.log\n1 socket\n"))
  }

  @Test func `limits of memory are read on the way up`() throws {
    let folder = Folder()
    try folder.stat(7, start: 1)
    try folder.write("7/cgroup", "0::/shop.slice/orders\n")
    try folder.write("self/mountinfo", "35 24 0:30 / /cg rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n")
    try folder.write("cg/shop.slice/orders/memory.max", "max\n")
    try folder.write("cg/shop.slice/orders/memory.current", "5000\n")
    try folder.write("cg/shop.slice/orders/memory.stat", "anon 1\nfile 2\ninactive_file 3\n")
    try folder.write("cg/shop.slice/memory.max", "1073741824\n")
    let reader = ProcessReader(pid: 7, proc: ProcFiles(root: folder.url.path), fileSystem: folder.url.path)
    let full = text(reader.read(.full, at: 1))
    #expect(full.contains("==> /cg/shop.slice/orders/memory.max <==\nmax\n"))
    #expect(full.contains("==> /cg/shop.slice/orders/memory.stat <==\nanon 1\ninactive_file 3\n"))
    #expect(full.contains("==> /cg/shop.slice/memory.max <==\n1073741824\n"))
  }
}
