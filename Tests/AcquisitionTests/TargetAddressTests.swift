// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Acquisition

struct TargetAddressTests {
  @Test(arguments: [
    (":6060", "localhost:6060"),
    ("6060", "localhost:6060"),
    ("localhost:6060", "localhost:6060"),
    ("10.0.0.7:80/debug/pprof/", "10.0.0.7:80/debug/pprof"),
    ("[::1]:6060", "[::1]:6060"),
    ("http://shop.example", "shop.example:80"),
    ("https://shop.example/admin/", "https://shop.example:443/admin"),
    ("HTTP://shop.example:8080/a//b/debug/pprof/heap?debug=1#x", "shop.example:8080/a/b/debug/pprof/heap"),
    ("http://ann:pass@shop.example:1/", "shop.example:1"),
    ("https://token@shop.example", "https://shop.example:443"),
    ("unix:/run/shop.sock", "unix:/run/shop.sock"),
    ("unix:///run/shop.sock:/admin/debug/pprof/", "unix:/run/shop.sock:/admin/debug/pprof"),
  ])
  func `an address is read and shown`(_ text: String, _ shown: String) throws {
    #expect(try TargetAddress(text).displayName == shown)
  }

  @Test(arguments: [
    "", " ", "shop.example", ":0", ":65536", ":x", "ftp://shop.example", "http://", "http:///debug", "::1:6060",
    "a b:1",
    "unix:", "http://[::1", "host:6060/../x", "http://a%41:1", "https://x:99999",
    "unix:/" + String(repeating: "x", count: 120),
  ])
  func `a malformed address gets one sentence with the forms`(_ text: String) throws {
    let error = #expect(throws: AcquisitionError.self) { try TargetAddress(text) }
    #expect(error?.code == .badAddress)
    #expect(error?.description.contains("write :6060") == true)
  }

  @Test func `a process number is no address`() throws {
    let error = #expect(throws: AcquisitionError.self) { try TargetAddress("pid:123") }
    #expect(error?.message == "pid:123 is a process and no address")
  }

  @Test(arguments: [":6060", "6060", "a:1", "[::1]:6060", "http://x", "unix:/x", "pid:1", "ftp://x", "host:80/prefix"])
  func `this reads as an address`(_ text: String) {
    #expect(TargetAddress.looksLikeAddress(text))
  }

  @Test(arguments: [
    "heap.pb.gz", "./a:1", "dir/file:1", "goroutines.txt", "-", "", "123456", "C:\\x", "a b:1", "bundle.stanch",
    "/tmp/x",
  ])
  func `this reads as a file`(_ text: String) {
    #expect(!TargetAddress.looksLikeAddress(text))
  }

  @Test func `credentials become a header and are printed nowhere`() throws {
    let address = try TargetAddress("http://ann:p%40ss@shop.example:1/x")
    #expect(address.credentials?.revealed == "Basic YW5uOnBAc3M=")
    var dumped = ""
    dump(address, to: &dumped)
    for text in [address.displayName, "\(address)", String(reflecting: address), dumped, address.url(path: "/")] {
      #expect(!text.contains("YW5u") && !text.contains("p@ss") && !text.contains("ann"))
    }
    let error = #expect(throws: AcquisitionError.self) { try TargetAddress("http://ann:secret@:x") }
    #expect(error?.description.contains("secret") == false)
  }

  @Test(arguments: [
    (":1", ["/debug/pprof/"]),
    (":1/debug/pprof", ["/debug/pprof/"]),
    (":1/admin", ["/admin/debug/pprof/", "/admin/", "/debug/pprof/"]),
    (":1/admin/pprof/heap", ["/admin/pprof/", "/debug/pprof/"]),
    (":1/debug/pprof/goroutine?debug=2", ["/debug/pprof/"]),
    (":1/pprofiler", ["/pprofiler/debug/pprof/", "/pprofiler/", "/debug/pprof/"]),
  ])
  func `the index is looked for where the address points`(_ text: String, _ candidates: [String]) throws {
    #expect(try TargetAddress(text).indexCandidates == candidates)
  }

  @Test(arguments: [
    ("127.0.0.1:1", true), ("localhost:1", true), ("[::1]:1", true), ("10.1.2.3:1", false), ("unix:/x", true),
  ])
  func `loopback and sockets are local`(_ text: String, _ isLocal: Bool) throws {
    #expect(try TargetAddress(text).isLocal == isLocal)
  }
}
