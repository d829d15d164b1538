// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding

/// What the Go linker writes into every program: toolchain, modules and build settings.
///
/// Read in the form of Go 1.18 and later, where both texts follow the header (debug/buildinfo/buildinfo.go); earlier
/// programs hold pointers instead and are reported as unrecognized.
package struct GoBuildInfo: Hashable, Sendable {
  package struct Module: Hashable, Sendable {
    package var path: String
    package var version: String
  }

  package struct Setting: Hashable, Sendable {
    package var key: String
    package var value: String
  }

  /// For example `go1.27.3`.
  package var goVersion: String
  /// Import path of the main package; for files given to `go build` it is `command-line-arguments`.
  package var mainPackage: String?
  package var mainModule: Module?
  package var dependencies: [Module] = []
  /// Settings such as `-trimpath`, `GOARCH` and `vcs.revision`, in the linker's order.
  ///
  /// `-ldflags` may hold secrets that somebody set with `-X`.
  package var settings: [Setting] = []

  /// The value of a build setting.
  package func setting(_ key: String) -> String? {
    settings.first { $0.key == key }?.value
  }

  private static let magic: [UInt8] = [0xFF] + Array(" Go buildinf:".utf8)
  private static let headerSize = 32
  /// The list of modules of a huge program has some hundred kilobytes.
  private static let textLimit = 16 << 20

  /// Finds and reads the information; throws `unrecognized` when the image has none in this form.
  package init(of file: ELFFile, in bytes: RawSpan) throws(DecodingError) {
    guard let start = Self.find(in: file, bytes) else {
      throw DecodingError(.unrecognized, at: 0, expected: "the build information of a Go program")
    }
    guard bytes.byteCount - start >= Self.headerSize else {
      throw DecodingError(.truncated, at: start, expected: "a header of \(Self.headerSize) bytes")
    }
    guard bytes.asBytes[start + 15] & 2 != 0 else {
      throw DecodingError(.unrecognized, at: start, expected: "build information of Go 1.18 or later")
    }
    var at = start + Self.headerSize
    goVersion = text(in: bytes, try Self.lengthPrefixed(in: bytes, at: &at))
    let modules = try Self.lengthPrefixed(in: bytes, at: &at)
    // The linker frames the list with 16 bytes on each side, by which running programs find it in memory.
    if modules.count >= 33, bytes.asBytes[modules.upperBound - 17] == UInt8(ascii: "\n") {
      readModules(text(in: bytes, modules.lowerBound + 16..<modules.upperBound - 16))
    }
  }

  /// Offset of the magic bytes: in its own section, else aligned to 16 in a writable segment, as Go itself looks.
  private static func find(in file: ELFFile, _ bytes: RawSpan) -> Int? {
    if let section = file.section(named: ".go.buildinfo"), let range = file.range(of: section, in: bytes),
      isMagic(bytes, range.lowerBound)
    {
      return range.lowerBound
    }
    for segment in file.segments where segment.isLoaded && segment.isWritable {
      guard let range = checkedRange(offset: segment.offset, size: segment.fileSize, within: bytes.byteCount)
      else { continue }
      // The linker places it near the start of the data.
      for offset in stride(from: range.lowerBound, to: min(range.upperBound, range.lowerBound + (1 << 20)), by: 16)
      where isMagic(bytes, offset) {
        return offset
      }
    }
    return nil
  }

  private static func isMagic(_ bytes: RawSpan, _ offset: Int) -> Bool {
    guard offset >= 0, offset <= bytes.byteCount - magic.count else { return false }
    let view = bytes.asBytes
    return magic.indices.allSatisfy { view[offset + $0] == magic[$0] }
  }

  /// A varint length and as many bytes; moves `at` behind them.
  private static func lengthPrefixed(in bytes: RawSpan, at: inout Int) throws(DecodingError) -> Range<Int> {
    let view = bytes.asBytes
    var length = 0
    var shift = 0
    while true {
      guard at < bytes.byteCount else { throw DecodingError(.truncated, at: at, expected: "a length") }
      guard shift <= 28 else { throw DecodingError(.malformed, at: at, expected: "a length below 16 MB") }
      let byte = view[at]
      at += 1
      length |= Int(byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 { break }
    }
    guard length <= textLimit else { throw DecodingError(.limitExceeded, at: at, expected: "a length below 16 MB") }
    guard length <= bytes.byteCount - at else { throw DecodingError(.truncated, at: at, expected: "\(length) bytes") }
    defer { at += length }
    return at..<at + length
  }

  /// The lines `path`, `mod`, `dep`, `=>` and `build`, their fields parted by tabs (runtime/debug, ParseBuildInfo).
  private mutating func readModules(_ list: String) {
    for line in list.split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 2 else { continue }
      let module = Module(path: fields[1], version: fields.count > 2 ? fields[2] : "")
      switch fields[0] {
      case "path": mainPackage = fields[1]
      case "mod": mainModule = module
      case "dep": dependencies.append(module)
      case "=>" where !dependencies.isEmpty: dependencies[dependencies.count - 1] = module
      case "build":
        let setting = line.dropFirst("build\t".count)
        let isQuoted = setting.first == "\""
        let key = isQuoted ? setting.dropFirst().prefix { $0 != "\"" } : setting.prefix { $0 != "=" }
        let rest = setting[key.endIndex...].drop { $0 != "=" }.dropFirst()
        settings.append(Setting(key: String(key), value: Self.unquoted(rest)))
      default: continue
      }
    }
  }

  /// Undoes the quotes that Go puts around values with spaces or quotes; escapes other than `\"` and `\\` stay.
  private static func unquoted(_ text: Substring) -> String {
    guard text.count >= 2, text.first == "\"", text.last == "\"" else { return String(text) }
    let inner = String(text.dropFirst().dropLast())
    return inner.replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
  }
}
