// SPDX-License-Identifier: Apache-2.0

/// What to fetch from a target, relative to where its pprof index was found.
package enum Resource: Hashable, Sendable {
  /// A page of the index: `heap`, `goroutine`, `cmdline`.
  case profile(String)
  /// A page beside the folder of the index: `vars` is `/debug/vars` where the index is `/debug/pprof/`.
  case besideIndex(String)
  /// A path from the root of the server, for example `/metrics`.
  case path(String)

  /// The path to request, for an index at `index` (with a slash at both ends).
  func path(index: String) -> String {
    switch self {
    case .profile(let name): return index + escaped(name)
    case .besideIndex(let name):
      let parent = index.split(separator: "/").dropLast().map { "/" + $0 }.joined()
      return "\(parent)/\(escaped(name))"
    case .path(let path): return path.hasPrefix("/") ? path : "/" + path
    }
  }

  /// A profile's name is chosen by the service and may hold anything; in a path only unreserved characters and slashes go.
  private func escaped(_ name: String) -> String {
    var result = ""
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
