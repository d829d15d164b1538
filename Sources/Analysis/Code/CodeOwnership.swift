// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Whose code a frame is.
package enum CodeOwner: Hashable, Sendable {
  /// The runtime and what lies directly on it (`runtime`, `sync`, `internal/...`, `syscall`): never worth naming.
  case runtime
  /// The rest of the standard library.
  case standardLibrary
  /// Another module, vendored or from the module cache.
  case dependency
  /// The service's own code.
  case user
}

/// Tells the service's own code from libraries, by what the stacks themselves show.
///
/// The toolchain writes file paths into the binary: below GOROOT for the standard library, below the module cache with
/// `@version` for other modules, below `vendor/`, or import paths alone with `-trimpath`. GOROOT is learnt from the frames
/// of packages that only the standard library can have; the main module from the build information or, failing that,
/// from the directory of package main.
package struct CodeOwnership: Sendable {
  /// Folder of the standard library's sources with a slash at the end; "" for `-trimpath`, nil when no frame showed it.
  private var sourceRoot: String?
  /// Main module, when known.
  private var module: String?
  /// Version of the toolchain, where the path of its sources shows it.
  package private(set) var goVersion: String?
  /// Whether dependencies carry `@version`, so that a path without it is the service's own.
  private var hasVersionedPaths = false

  /// Learns from all frames of a capture.
  package init(frames: some Sequence<CodeFrame>, module: String? = nil) {
    self.module = module
    var mainDirectory: String?
    for frame in frames {
      let name = GoFunctionName(frame.function)
      let file = frame.location.file
      if sourceRoot == nil, Self.isStandardLibrary(name) {
        sourceRoot = Self.sourceRoot(of: file, package: name.packagePath)
      }
      if name.packagePath == "main", mainDirectory == nil, !file.hasPrefix("/") {
        mainDirectory = file.lastIndex(of: "/").map { String(file[..<$0]) }
      }
      if Self.has("@v", in: file) { hasVersionedPaths = true }
      if goVersion == nil, sourceRoot != nil || Self.has("/golang.org/toolchain@", in: file) {
        goVersion = Self.version(in: file, standardLibrary: Self.isStandardLibrary(name))
      }
    }
    if self.module == nil, let mainDirectory { self.module = Self.module(ofMainDirectory: mainDirectory) }
  }

  /// Whose code the frame is.
  package func owner(of frame: CodeFrame) -> CodeOwner {
    let name = GoFunctionName(frame.function)
    let file = frame.location.file
    if isBelowSourceRoot(file, name) || file.isEmpty || file.hasPrefix("<") || file.hasPrefix("_cgo_") {
      return Self.isRuntime(name) ? .runtime : .standardLibrary
    }
    if Self.has("@v", in: file) || Self.has("/vendor/", in: file) || Self.has("/pkg/mod/", in: file)
      || file.hasPrefix("external/")
    {
      return .dependency
    }
    if name.packagePath == "main" { return .user }
    if let module, !hasVersionedPaths, !file.hasPrefix("/"), !Self.isInside(name.packagePath, module: module) {
      return .dependency
    }
    return .user
  }

  private func isBelowSourceRoot(_ file: String, _ name: GoFunctionName) -> Bool {
    if Self.has("/golang.org/toolchain@v", in: file) { return true }
    guard let sourceRoot, !sourceRoot.isEmpty else {
      return Self.isStandardLibrary(name) && (!file.hasPrefix("/") || sourceRoot == nil)
    }
    return file.hasPrefix(sourceRoot)
  }

  /// Whether the bytes of `part` stand in `text`: ten times faster than a search by characters, for every file of a capture.
  private static func has(_ part: String, in text: String) -> Bool {
    let (part, text) = (part.utf8.span, text.utf8.span)
    guard let first = part.indices.first.map({ part[$0] }) else { return true }
    var start = 0
    while start &+ part.count <= text.count {
      if text[start] == first, (1..<part.count).allSatisfy({ text[start &+ $0] == part[$0] }) { return true }
      start &+= 1
    }
    return false
  }

  private static func sourceRoot(of file: String, package: String) -> String? {
    if !file.hasPrefix("/") && !file.contains(":") { return file.hasPrefix(package) ? "" : nil }
    guard let range = file.firstRange(of: "/src/\(package)/") else { return nil }
    return String(file[..<range.lowerBound]) + "/src/"
  }

  /// The module that the main package's folder most likely belongs to.
  ///
  /// On the hosts whose paths are always host/owner/repository three elements, elsewhere host and name, without a host the
  /// first element.
  private static func module(ofMainDirectory directory: String) -> String {
    let elements = directory.split(separator: "/")
    guard let host = elements.first, host.contains(".") else { return elements.first.map(String.init) ?? directory }
    let length = ["github.com", "gitlab.com", "bitbucket.org", "codeberg.org"].contains(host) ? 3 : 2
    return elements.prefix(length).joined(separator: "/")
  }

  /// `go1.24.11` from `/usr/local/go1.24.11/src/...` or `golang.org/toolchain@v0.0.1-go1.24.11.linux-amd64/src/...`.
  private static func version(in file: String, standardLibrary: Bool) -> String? {
    guard standardLibrary, let source = file.firstRange(of: "/src/") else { return nil }
    for element in file[..<source.lowerBound].split(whereSeparator: { $0 == "/" || $0 == "-" }).reversed()
    where element.hasPrefix("go1.") {
      let digits = element.dropFirst(2).prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      let parts = digits.split(separator: ".")
      if parts.count >= 2 { return "go" + parts.prefix(3).joined(separator: ".") }
    }
    return nil
  }

  private static func isInside(_ package: String, module: String) -> Bool {
    package == module || package.hasPrefix(module + "/")
  }

  /// Whether the package path belongs to the standard library: its first element is one of its folders.
  package static func isStandardLibrary(_ name: GoFunctionName) -> Bool {
    standardFolders.contains(String(name.root))
  }

  private static func isRuntime(_ name: GoFunctionName) -> Bool {
    let path = name.packagePath
    return path.isEmpty || runtimePackages.contains(path) || path.hasPrefix("internal/") || path.hasPrefix("runtime/")
  }

  private static let runtimePackages: Set<String> = [
    "runtime", "sync", "sync/atomic", "syscall", "time", "context", "iter",
  ]

  /// Top-level folders of src/ in Go 1.27; a module path cannot begin with them unless it has no host.
  private static let standardFolders: Set<String> = [
    "archive", "bufio", "bytes", "cmp", "compress", "container", "context", "crypto", "database", "debug", "embed",
    "encoding", "errors", "expvar", "flag", "fmt", "go", "hash", "html", "image", "index", "internal", "io", "iter",
    "log",
    "maps", "math", "mime", "net", "os", "path", "plugin", "reflect", "regexp", "runtime", "simd", "slices", "sort",
    "strconv", "strings", "structs", "sync", "syscall", "testing", "text", "time", "unicode", "unique", "unsafe",
    "vendor",
    "weak",
  ]
}
