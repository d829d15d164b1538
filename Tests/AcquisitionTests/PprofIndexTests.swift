// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Acquisition

struct PprofIndexTests {
  @Test func `the page of current Go lists profiles with their counts`() throws {
    let index = try #require(PprofIndex(page: indexPage, path: "/debug/pprof/"))
    #expect(index.profiles.map(\.name) == ["allocs", "goroutine", "goroutineleak", "heap", "shop.example/conns"])
    #expect(index.profiles.map(\.count) == [31, 1207, 0, 31, 4])
    #expect(index.offers("goroutineleak") == true)
    #expect(index.offers("mutex") == false)
  }

  @Test func `the page of Go 1.8 is recognized too`() throws {
    let page = """
      <title>/debug/pprof/</title>
      <tr><td align=right>5<td><a href="goroutine?debug=1">goroutine</a>
      <tr><td align=right>0<td><a href="heap?debug=1">heap</a>
      """
    let index = try #require(PprofIndex(page: page, path: "/debug/pprof/"))
    #expect(index.profiles == [.init(name: "goroutine", count: 5), .init(name: "heap", count: 0)])
  }

  @Test(arguments: ["", "<a href='x'>goroutine</a>", "<a href='login?debug=1'>", "href=", "href='?debug=1'"])
  func `another page is not the index`(_ page: String) {
    #expect(PprofIndex(page: page, path: "/") == nil)
  }

  @Test func `resources are placed beside and below the index`() {
    #expect(Resource.profile("heap").path(index: "/x/debug/pprof/") == "/x/debug/pprof/heap")
    #expect(Resource.besideIndex("vars").path(index: "/x/debug/pprof/") == "/x/debug/vars")
    #expect(Resource.path("/metrics").path(index: "/debug/pprof/") == "/metrics")
    #expect(Resource.profile("a b?c").path(index: "/") == "/a%20b%3Fc")
  }
}
