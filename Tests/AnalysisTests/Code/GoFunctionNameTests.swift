// SPDX-License-Identifier: Apache-2.0

import Analysis
import Testing

@Suite struct GoFunctionNameTests {
  @Test(arguments: [
    ("main.main", "main", "main", "main.main"),
    (
      "example.com/orders/quote.(*Desk).ask.func1", "example.com/orders/quote", "(*Desk).ask.func1",
      "quote.(*Desk).ask.func1"
    ),
    ("gopkg.in/yaml%2ev3.Unmarshal", "gopkg.in/yaml.v3", "Unmarshal", "yaml.v3.Unmarshal"),
    ("shop/cache.(*Map[...]).Get", "shop/cache", "(*Map[...]).Get", "cache.(*Map[...]).Get"),
    (
      "shop/cache.New[go.shape.struct { a/b.X }]", "shop/cache", "New[go.shape.struct { a/b.X }]",
      "cache.New[go.shape.struct { a/b.X }]"
    ),
    ("time.Sleep", "time", "Sleep", "time.Sleep"),
    ("glob..func1", "glob", ".func1", "glob..func1"),
    ("internal/poll.runtime_pollWait", "internal/poll", "runtime_pollWait", "poll.runtime_pollWait"),
    ("_cgo_wait", "", "_cgo_wait", "_cgo_wait"),
    ("", "", "", ""),
  ])
  func `a function's name splits into package and local name`(
    function: String,
    package: String,
    local: String,
    short: String
  ) {
    let name = GoFunctionName(function)
    #expect(name.packagePath == package)
    #expect(name.localName == local)
    #expect(name.short == short)
  }
}
