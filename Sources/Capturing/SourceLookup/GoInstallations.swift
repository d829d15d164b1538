// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import FoundationEssentials

/// The Go installations of this machine, for the sources of the standard library.
///
/// Lines differ between releases, so an installation counts only when the file VERSION in it names the release that the
/// target was built with. The same file tells an installation from any other folder that a target might name.
struct GoInstallations: Sendable {
  private let environment: [String: String]

  init(environment: [String: String]) {
    self.environment = environment
  }

  /// Where a file of the standard library may be read.
  ///
  /// - Parameters:
  ///   - path: the file below GOROOT/src, for example `net/http/server.go`.
  ///   - named: the GOROOT that the target names, if any; it may be another machine's.
  ///   - version: the release, for example `go1.27.3`; without one only the named installation will do.
  func file(_ path: String, named: String?, version: String?) -> String? {
    if let named, let source = Self.source(of: named, version: version), let file = source.file(below: path) {
      return file
    }
    guard let version, Self.isRelease(version) else { return nil }
    for candidate in candidates(version) {
      if let source = Self.source(of: candidate, version: version), let file = source.file(below: path) { return file }
    }
    return nil
  }

  /// Where a release is commonly installed.
  private func candidates(_ version: String) -> [String] {
    let minor = version.dropFirst(2).split(separator: ".").prefix(2).joined(separator: ".")
    var result = [environment["GOROOT"]].compactMap { $0 }
    result += (environment["PATH"] ?? "").split(separator: ":").compactMap { Self.installation(ofCommandIn: $0) }
    result += [
      "/usr/local/go", "/usr/local/\(version)", "/usr/lib/go", "/usr/lib/go-\(minor)", "/opt/go", "/opt/\(version)",
    ]
    if let home = environment["HOME"], !home.isEmpty { result += ["\(home)/sdk/\(version)", "\(home)/go/\(version)"] }
    return result.filter { $0.hasPrefix("/") }
  }

  /// The installation whose go command lies in a folder of PATH, all links followed.
  private static func installation(ofCommandIn folder: Substring) -> String? {
    let command = URL(filePath: "\(folder)/go").resolvingSymlinksInPath().path
    guard command.hasSuffix("/bin/go") else { return nil }
    return String(command.dropLast("/bin/go".count))
  }

  /// The folder src of an installation of that release (any release when nil); nil when it is none.
  private static func source(of root: String, version: String?) -> SourceFolder? {
    let text: String
    do {
      let file = try MappedFile(path: root + "/VERSION", limit: 1 << 12)
      text = String(decoding: [UInt8](copying: file.bytes), as: UTF8.self)
    } catch {
      // No installation here.
      return nil
    }
    // The first line is the release; a second one is the time.
    guard let line = text.split(whereSeparator: \.isNewline).first, isRelease(line) else { return nil }
    if let version, line != version.prefix(while: { $0 != " " }) { return nil }
    return SourceFolder(root + "/src")
  }

  private static func isRelease(_ text: some StringProtocol) -> Bool {
    text.hasPrefix("go1.") && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." || $0 == " " || $0 == ":" }
  }
}
