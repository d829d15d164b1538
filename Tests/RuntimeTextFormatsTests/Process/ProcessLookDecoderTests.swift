// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import RuntimeTextFormats
import Testing

private func kilobytes(_ count: Int64) -> Int64 { count * 1024 }

/// Every section, each with what it must give.
struct ProcessLookDecoderTests {
  private func looks(_ text: String) throws -> [ProcessLook] {
    try ProcessLookDecoder.decode(Array(text.utf8).span.asRawBytes)
  }

  private func look(_ text: String) throws -> ProcessLook {
    let all = try looks(text)
    try #require(all.count == 1)
    return all[0]
  }

  @Test func `status tells memory, threads and the process`() throws {
    let text = """
      ==> /proc/4121/status <==
      Name:	orders
      State:	S (sleeping)
      Pid:	4121
      VmHWM:	   90000 kB
      VmRSS:	   80000 kB
      RssAnon:	   60000 kB
      RssFile:	   19000 kB
      RssShmem:	    1000 kB
      VmSwap:	      12 kB
      Threads:	14
      Something_new:	17

      """
    let look = try look(text)
    #expect(look.pid == 4121)
    #expect(look.rss == kilobytes(80_000))
    #expect(look.peakRSS == kilobytes(90_000))
    #expect(look.anonymous == kilobytes(60_000))
    #expect(look.fileBacked == kilobytes(19_000))
    #expect(look.shared == kilobytes(1000))
    #expect(look.swapped == kilobytes(12))
    #expect(look.threads == 14)
    #expect(look.descriptors == nil && look.goMappings == nil && look.gaps == [])
  }

  @Test func `smaps_rollup is taken before status, whose counters lag behind`() throws {
    let text = """
      ==> /proc/4121/smaps_rollup <==
      00400000-7ffd2d1d7000 ---p 00000000 00:00 0                              [rollup]
      Rss:               80100 kB
      Anonymous:         60400 kB
      LazyFree:          20000 kB
      AnonHugePages:      4096 kB
      Swap:                  0 kB

      ==> /proc/4121/status <==
      VmRSS:	   80000 kB
      RssShmem:	     700 kB

      """
    let look = try look(text)
    #expect(look.rss == kilobytes(80_100))
    #expect(look.anonymous == kilobytes(60_400))
    #expect(look.fileBacked == kilobytes(19_000))
    #expect(look.lazyFree == kilobytes(20_000))
    #expect(look.hugePages == kilobytes(4096))
  }

  private static let smaps = """
    00400000-00500000 r-xp 00000000 fe:00 123                                /srv/my orders (deleted)
    Rss:                 800 kB
    Anonymous:             0 kB
    VmFlags: rd ex mr mw me
    c000000000-c000400000 rw-p 00000000 00:00 0                              [anon: Go: heap]
    Rss:                3000 kB
    Anonymous:          3000 kB
    VmFlags: rd wr
    c000400000-c000800000 rw-p 00000000 00:00 0                              [anon: Go: heap]
    Rss:                1000 kB
    Anonymous:          1000 kB
    VmFlags: rd wr
    7f0000000000-7f0001000000 rw-p 00000000 00:00 0 \("")
    Rss:                 500 kB
    Anonymous:           500 kB
    VmFlags: rd wr
    7f0002000000-7f0003000000 rw-p 00000000 00:00 0                          [heap]
    Rss:                  70 kB
    Anonymous:            70 kB
    VmFlags: rd wr
    7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0                          [stack]
    Rss:                  30 kB
    Anonymous:            30 kB
    VmFlags: rd wr

    """

  @Test func `smaps tells what Go named, what nobody named, and files`() throws {
    let look = try look("==> /proc/4121/smaps <==\n" + Self.smaps)
    #expect(look.goMappings == ["heap": kilobytes(4000)])
    #expect(look.unnamedAnonymous == kilobytes(570))
    #expect(look.mappedFiles == [.init(path: "/srv/my orders (deleted)", rss: kilobytes(800))])
    #expect(look.rss == kilobytes(5400))
    #expect(look.anonymous == kilobytes(4600))
  }

  @Test func `smaps that ends early gives no sum and says so`() throws {
    let cut = try #require(Self.smaps.firstRange(of: "VmFlags: rd wr\n7ffc"))
    let look = try look("==> /proc/4121/smaps <==\n" + Self.smaps[..<cut.lowerBound])
    #expect(look.rss == nil)
    #expect(look.gaps == ["smaps ends early: mappings are missing"])
    #expect(look.goMappings == ["heap": kilobytes(4000)])
  }

  @Test func `stat and limits`() throws {
    let look = try look(
      """
      ==> /proc/4121/stat <==
      4121 (my (odd) name) S 1 4121 4121 0 -1 4194304 1 0 0 0 3 4 0 0 20 0 14 0 987654 1000 200 18446744073709551615

      ==> /proc/4121/limits <==
      Limit                     Soft Limit           Hard Limit           Units
      Max cpu time              unlimited            unlimited            seconds
      Max open files            1024                 524288               files

      """
    )
    #expect(look.startTicks == 987_654)
    #expect(look.threads == 14)
    #expect(look.descriptorLimit == 1024)
  }

  @Test func `descriptors are told by kind and target, sockets by their state`() throws {
    let look = try look(
      """
      ==> /proc/4121/fd <==
      total 0
      lrwx------ 1 root root 64 Nov 21 14:50 0 -> /dev/null
      lr-x------ 1 root root 64 Nov 21 14:50 3 -> /var/log/orders-1.log
      lr-x------ 1 root root 64 Nov 21 14:50 4 -> /var/log/orders-2.log
      5 -> socket:[11]
      6 -> socket:[12]
      7 -> socket:[13]
      8 -> socket:[99]
      9 -> pipe:[1]
      not a line of it

      ==> /proc/4121/net/tcp <==
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 11 1
         1: 0100007F:9C40 0100007F:1538 08 00000000:00000000 00:00000000 00000000  1000        0 12 1
         2: 0100007F:9C40 0100007F:1538 06 00000000:00000000 00:00000000 00000000  1000        0 0 1

      ==> sockets <==
      13 tcp6 established 8080 51000

      """
    )
    #expect(
      look.descriptors == [
        .init(kind: .file, target: "/var/log/orders-*.log", count: 2),
        .init(kind: .device, target: "/dev/null", count: 1),
        .init(kind: .pipe, target: "", count: 1),
        .init(kind: .socket, target: "", count: 1),
        .init(kind: .socket, target: "tcp close-wait to port 5432", count: 1),
        .init(kind: .socket, target: "tcp established at port 8080", count: 1),
        .init(kind: .socket, target: "tcp listen at port 8080", count: 1),
      ]
    )
    #expect(look.descriptorCount == 8)
  }

  @Test func `counted descriptors, children and gaps`() throws {
    let look = try look(
      """
      ==> instant 1763736000.125 <==

      ==> descriptors <==
      9000 file /var/log/a b-*.log
      12 socket
      7 nonsense x
      -3 pipe

      ==> children <==
      Z 412
      S 3

      ==> gaps <==
      smaps was not read: permission denied

      """
    )
    #expect(look.instant == 1_763_736_000.125)
    #expect(
      look.descriptors == [
        .init(kind: .file, target: "/var/log/a b-*.log", count: 9000), .init(kind: .socket, target: "", count: 12),
      ]
    )
    #expect(look.children == 415 && look.zombies == 412)
    #expect(look.gaps == ["smaps was not read: permission denied"])
  }

  @Test func `an empty list is none, a missing list is unknown`() throws {
    #expect(try look("==> /proc/1/fd <==\n").descriptors == [])
    #expect(try look("==> children <==\n").children == 0)
    #expect(try look("==> /proc/1/stat <==\n").descriptors == nil)
  }

  @Test func `of the environment only three variables are taken`() throws {
    let look = try look(
      "==> /proc/1/environ <==\nPATH=/bin\0GOGC=400\0GOPASSWORD=secret\0GODEBUG=madvdontneed=0\0TOKEN=GOGC=1\0\nGOMEMLIMIT=1GiB\n"
    )
    #expect(look.environment == ["GOGC": "400", "GODEBUG": "madvdontneed=0", "GOMEMLIMIT": "1GiB"])
  }

  @Test func `the smallest limit on the way up counts, and the usage of the deepest group`() throws {
    let look = try look(
      """
      ==> /sys/fs/cgroup/system.slice/orders.service/memory.max <==
      max

      ==> /sys/fs/cgroup/system.slice/orders.service/memory.current <==
      5000

      ==> /sys/fs/cgroup/system.slice/orders.service/memory.stat <==
      anon 3000
      file 2000
      inactive_file 1500

      ==> /sys/fs/cgroup/system.slice/memory.max <==
      1073741824

      ==> /sys/fs/cgroup/memory.current <==
      999999999

      """
    )
    #expect(look.cgroupLimit == 1 << 30)
    #expect(look.cgroupUsage == 5000)
    #expect(look.cgroupAnonymous == 3000)
    #expect(look.cgroupInactiveFile == 1500)
  }

  @Test func `version 1 of cgroups has other names`() throws {
    let look = try look(
      """
      ==> /sys/fs/cgroup/memory/box/memory.limit_in_bytes <==
      9223372036854771712

      ==> /sys/fs/cgroup/memory/box/memory.usage_in_bytes <==
      5000

      ==> /sys/fs/cgroup/memory/box/memory.stat <==
      rss 1
      inactive_file 2
      total_rss 3000
      total_inactive_file 1500

      """
    )
    #expect(look.cgroupLimit == nil && look.cgroupUsage == 5000)
    #expect(look.cgroupAnonymous == 3000 && look.cgroupInactiveFile == 1500)
  }

  @Test func `several looks are a series: by instant, by a file that comes again, by process`() throws {
    let status = "==> /proc/7/status <==\nVmRSS:\t 4 kB\n\n"
    #expect(try looks("==> instant 1 <==\n\(status)==> instant 2.5 <==\n\(status)").map(\.instant) == [1, 2.5])
    #expect(try looks(status + status).map(\.rss) == [4096, 4096])
    #expect(try looks(status + "==> /proc/8/smaps_rollup <==\n").map(\.pid) == [7, 8])
    #expect(try looks(status + "==> /proc/7/stat <==\n").count == 1)
  }

  @Test(arguments: [
    ("Name:\torders\nUmask:\t0022\nPid:\t4121\nVmRSS:\t 8 kB\n", 8192),
    ("00400000-7ffd2d1d7000 ---p 00000000 00:00 0    [rollup]\nRss:   8 kB\n", 8192),
    ("00400000-00500000 r-xp 00000000 fe:00 123      /srv/orders\nRss:   8 kB\nVmFlags: rd\n", 8192),
    // Two files joined without headers.
    (
      "Name:\torders\nPid:\t4121\nVmRSS:\t 4 kB\n00400000-7ffd2d1d7000 ---p 00000000 00:00 0  [rollup]\nRss:   8 kB\n",
      8192
    ),
  ])
  func `a file without header is recognized by its first line`(text: String, rss: Int64) throws {
    #expect(try look(text).rss == rss)
  }

  @Test func `a number whose end is missing is not taken`() throws {
    let cut = try look("==> /proc/7/status <==\nVmRSS:\t 1234 kB\nThreads:\t12")
    #expect(cut.rss == kilobytes(1234))
    #expect(cut.threads == nil)
    #expect(cut.gaps == ["the text ends within a line"])
  }

  @Test func `a process that has ended says so`() throws {
    let look = try look("==> /proc/7/status <==\nName:\tx\nState:\tZ (zombie)\nPid:\t7\nThreads:\t1\n")
    #expect(look.rss == nil)
    #expect(look.gaps == ["the process has ended; its parent has not waited for it yet"])
  }

  @Test(arguments: [
    "", "\n\n", "goroutine 1 [running]:\n", "==> access.log <==\nGET /\n", "==> /proc/cpuinfo <==\n",
    "Name:\tAnna\nAge:\t7\n",
    "==> instant x <==\n", "==> instant 1e300 <==\n", "{\"Rss\": 1}", "deadbeef\n",
  ])
  func `other texts are not recognized`(text: String) {
    let isRecognized = ProcessLookDecoder.recognizes(Array(text.utf8).span.asRawBytes)
    #expect(!isRecognized)
  }
}
