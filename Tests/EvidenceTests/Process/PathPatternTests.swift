// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

struct PathPatternTests {
  @Test(arguments: [
    ("/var/log/orders-20261121-0007.log", "/var/log/orders-*.log"),
    ("/var/log/orders-1.log", "/var/log/orders-*.log"),
    ("/tmp/upload2718281828/part.bin", "/tmp/upload*/part.bin"),
    ("/data/0b5c9f3e-93f1-4b1e-9a5f-4f1f5c0d7e11.tmp", "/data/*.tmp"),
    ("/cache/ab/9f86d081884c7d65.bin", "/cache/ab/*.bin"),
    ("/tmp/tmp.Xa8Bc2kQ1z", "/tmp/tmp.*"),
    ("/srv/orders-2290899886.log (deleted)", "/srv/orders-*.log (deleted)"),
    ("/var/log/orders.log.1", "/var/log/orders.log.*"),
    ("/music/anna.mp3", "/music/anna.mp3"),
    ("/srv/v2/orders/data.db", "/srv/v2/orders/data.db"),
    ("/proc/4121/status", "/proc/*/status"),
    ("/data/Größe17.txt", "/data/Größe*.txt"),
    ("/", "/"), ("", ""), ("//a1", "//a*"),
  ])
  func `numbers, hashes and random names become a star, names stay`(path: String, pattern: String) {
    #expect(PathPattern.folding(path) == pattern)
  }

  @Test func `folding again changes nothing`() {
    for path in ["/a/12-34/x9y8z7q.log", "/tmp/part-00001-of-00100.gz", "/q/1.2.3"] {
      let once = PathPattern.folding(path)
      #expect(PathPattern.folding(once) == once)
    }
  }
}

struct DescriptorTargetTests {
  @Test(
    arguments: [
      ("socket:[4711]", .socket, ""), ("pipe:[1]", .pipe, ""), ("anon_inode:[eventpoll]", .epoll, ""),
      ("anon_inode:[eventfd]", .eventfd, ""), ("anon_inode:[timerfd]", .timerfd, ""),
      ("anon_inode:inotify", .other, "inotify"),
      ("/memfd:shader-7 (deleted)", .memfd, "shader-* (deleted)"), ("/dev/null", .device, "/dev/null"),
      ("/dev/pts/3", .device, "/dev/pts/*"), ("/dev/shm/seg-17", .file, "/dev/shm/seg-*"),
      ("/srv/data/", .directory, "/srv/data/"), ("net:[4026531840]", .other, "net"), ("", .other, ""),
    ] as [(String, ProcessLook.DescriptorGroup.Kind, String)]
  )
  func `a link tells its kind`(link: String, kind: ProcessLook.DescriptorGroup.Kind, name: String) {
    let target = DescriptorTarget(link: link)
    #expect(target.kind == kind)
    #expect(target.name == name)
  }

  @Test func `a socket keeps its number`() { #expect(DescriptorTarget(link: "socket:[4711]").inode == 4711) }
}

struct DescriptorTallyTests {
  private static let firstNames = ["anna", "ben", "cleo", "dora", "emil", "finn", "gerda", "hugo", "ida", "karl"]

  @Test func `a leak of temporary files is one group, the largest comes first`() {
    var tally = DescriptorTally()
    for number in 0..<500 { tally.add(DescriptorTarget(link: "/tmp/orders-\(number * 7919).log")) }
    tally.add(DescriptorTarget(link: "/srv/orders.db"))
    #expect(
      tally.groups() == [
        .init(kind: .file, target: "/tmp/orders-*.log", count: 500),
        .init(kind: .file, target: "/srv/orders.db", count: 1),
      ]
    )
  }

  @Test func `files of one folder and ending whose names differ are one group once they are many`() {
    var tally = DescriptorTally()
    for one in Self.firstNames {
      for other in Self.firstNames { tally.add(DescriptorTarget(link: "/up/\(one)\(other).png")) }
    }
    for name in Self.firstNames { tally.add(DescriptorTarget(link: "/up/\(name).txt")) }
    let groups = tally.groups()
    #expect(groups.first == .init(kind: .file, target: "/up/*.png", count: 100))
    #expect(groups.count == 11)
    // And stay one when more come.
    tally.add(DescriptorTarget(link: "/up/zoe.png"))
    #expect(tally.groups().first?.count == 101)
  }

  @Test func `ever different names take bounded memory and none is lost`() {
    var tally = DescriptorTally()
    for number in 0..<20_000 {
      let letters = String(String(number).compactMap { $0.wholeNumberValue.map { Self.firstNames[$0].first ?? "x" } })
      tally.add(DescriptorTarget(link: "/\(letters)/data"))
    }
    let groups = tally.groups()
    #expect(groups.count <= DescriptorTally.groupLimit + 1)
    #expect(groups.reduce(0) { $0 + $1.count } == 20_000)
  }
}

struct KernelSocketTests {
  @Test func `lines of the kernel's tables are read`() throws {
    let line =
      "   1: 0100007F:1F90 0100007F:9C40 08 00000000:00000000 00:00000000 00000000  1000        0 333 1 0 100 0 0 10 0"
    let socket = try #require(KernelSocket(tableLine: line[...], transport: "tcp"))
    #expect(
      socket == KernelSocket(transport: "tcp", state: "close-wait", inode: 333, localPort: 8080, remotePort: 40000)
    )
    #expect(socket.summary(listening: [8080]) == "tcp close-wait at port 8080")
    #expect(socket.summary(listening: []) == "tcp close-wait to port 40000")
    #expect(KernelSocket(line: socket.line[...]) == socket)
    let unix = "0000000000000000: 00000003 00000000 00000000 0001 03 4712 /run/my shop.sock"
    #expect(KernelSocket(tableLine: unix[...], transport: "unix")?.summary(listening: []) == "unix connected")
    for other in [
      "  sl  local_address rem_address   st", "", "1: x y z", "Num       RefCount Protocol Flags    Type St Inode Path",
    ] {
      #expect(KernelSocket(tableLine: other[...], transport: "tcp") == nil)
      #expect(KernelSocket(tableLine: other[...], transport: "unix") == nil)
    }
  }
}
