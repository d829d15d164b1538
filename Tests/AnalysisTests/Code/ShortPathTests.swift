// SPDX-License-Identifier: Apache-2.0

import Analysis
import Testing

@Suite struct ShortPathTests {
  @Test(arguments: [
    ("/src/shop/quote/fanout.go", "quote/fanout.go"),
    ("example.com/orders/main.go", "orders/main.go"),
    ("main.go", "main.go"),
    ("/main.go", "main.go"),
    ("", ""),
  ])
  func `a path is shortened to its file and folder`(path: String, short: String) {
    #expect(ShortPath(path).text == short)
  }
}
