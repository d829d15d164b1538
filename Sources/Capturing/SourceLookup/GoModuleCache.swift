// SPDX-License-Identifier: Apache-2.0

/// The folders into which the go command unpacks modules: `github.com/!burnt!sushi/toml@v1.3.2/decode.go`.
///
/// The file system may not tell upper from lower case, so an upper-case letter is written as "!" and the lower-case one
/// (module.EscapePath in golang.org/x/mod v0.20).
struct GoModuleCache: Sendable {
  private let folders: [SourceFolder]

  /// The caches that the environment names: `$GOMODCACHE`, `pkg/mod` below each folder of `$GOPATH`, `~/go/pkg/mod`.
  init(environment: [String: String]) {
    var paths: [String] = []
    if let path = environment["GOMODCACHE"] { paths.append(path) }
    paths += (environment["GOPATH"] ?? "").split(separator: ":").map { "\($0)/pkg/mod" }
    if let home = environment["HOME"], !home.isEmpty { paths.append("\(home)/go/pkg/mod") }
    folders = paths.filter { $0.hasPrefix("/") }.compactMap { SourceFolder($0) }
  }

  /// Where the file of an absolute path in a module cache may be read, also when it was the cache of another machine.
  func file(at absolute: String) -> String? {
    for folder in folders {
      if let file = folder.file(at: absolute) { return file }
    }
    guard let cache = absolute.firstRange(of: "/pkg/mod/") else { return nil }
    return file(escaped: absolute[cache.upperBound...])
  }

  /// Where the file of a `-trimpath` name (`github.com/BurntSushi/toml@v1.3.2/decode.go`) may be read.
  func file(trimmed name: VersionedSourceName) -> String? {
    file(escaped: "\(Self.escaped(name.module))@\(Self.escaped(name.version))/\(name.path)"[...])
  }

  private func file(escaped path: Substring) -> String? {
    for folder in folders {
      if let file = folder.file(below: path) { return file }
    }
    return nil
  }

  private static func escaped(_ text: some StringProtocol) -> String {
    String(text.flatMap { $0.isUppercase ? "!\($0.lowercased())" : String($0) })
  }
}

/// A source file as `-trimpath` names it when its module has a version: `example.com/orders@v1.2.3/quote/fanout.go`.
struct VersionedSourceName: Hashable, Sendable {
  let module: Substring
  let version: Substring
  /// The file below the module's folder.
  let path: Substring

  /// The parts of a name; nil when no element carries a version.
  init?(_ name: String) {
    guard let at = name.firstIndex(of: "@") else { return nil }
    let rest = name[name.index(after: at)...]
    guard let slash = rest.firstIndex(of: "/"), rest.hasPrefix("v"), at > name.startIndex else { return nil }
    module = name[..<at]
    version = rest[..<slash]
    path = rest[rest.index(after: slash)...]
  }
}
