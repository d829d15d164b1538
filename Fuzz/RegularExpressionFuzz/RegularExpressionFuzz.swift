// SPDX-License-Identifier: Apache-2.0
// corpus: formats/profiles/**/*.raw

import RegularExpressions

/// Compiles the first line of the input and matches the rest.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let parts = bytes.split(separator: 10, maxSplits: 1, omittingEmptySubsequences: false)
  guard let pattern = parts.first, pattern.count < 200 else { return 0 }
  if let expression = try? RegularExpression(String(decoding: pattern, as: UTF8.self)) {
    _ = expression.matches(parts.count > 1 ? parts[1].prefix(4096) : [])
  }
  return 0
}
