// SPDX-License-Identifier: Apache-2.0

import Analysis
package import Evidence
import FoundationEssentials

/// Where on this machine the source of a stack frame may be read.
///
/// The paths of frames come from the target and are believed nowhere: each is looked up below roots that the user or this
/// machine vouches for, and only files that end in `.go` are given away (``SourceFolder``). The roots are the folders given
/// with `--source`, the module around the current folder, module caches, and Go installations of the target's release; for a
/// process of this machine also the folder that declares its module.
///
/// Paths are translated where they were made elsewhere: names of `-trimpath`, vendored modules, caches of other machines, and
/// whole build folders (`/app/quote/fanout.go` lies where go.mod declares `example.com/orders` when the frame's function is in
/// package `example.com/orders/quote`).
package struct SourceRoots: Sendable {
  /// Folders whose files may be read, as they lie: given ones first, then the current one.
  private var folders: [SourceFolder] = []
  /// How many of `folders` were given.
  private let givenCount: Int
  /// Modules in and around the folders, those with the longest path first.
  private var modules: [GoModuleFolder] = []
  private let cache: GoModuleCache
  private let installations: GoInstallations
  /// Module of a process of this machine.
  private let ownModule: String?
  /// Build folders of the target and where their files lie here.
  private var builds: [(folder: String, module: GoModuleFolder)] = []
  /// Release that the target was built with, for example `go1.27.3`; without one the standard library is read only from the
  /// installation that the target names.
  package var goVersion: String?

  /// Roots for the given folders, the current one, and what the environment names.
  ///
  /// - Parameter ownModule: the main module in the executable of a process of this machine, if it is one.
  package init(
    folders given: [String] = [],
    current: String? = FileManager.default.currentDirectoryPath,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    ownModule: String? = nil
  ) {
    cache = GoModuleCache(environment: environment)
    installations = GoInstallations(environment: environment)
    self.ownModule = ownModule
    let givenFolders = given.compactMap { SourceFolder($0) }
    folders = givenFolders
    givenCount = givenFolders.count
    if let current, let folder = SourceFolder(current) {
      // The whole machine or a whole home is no folder of sources.
      let isTooWide = folder.path.isEmpty || folder.path == environment["HOME"]
      if !isTooWide { folders.append(folder) }
    }
    for folder in folders {
      if let module = GoModuleFolder.around(folder) { modules.append(module) }
      modules += GoModuleFolder.below(folder)
    }
    modules.sort { ($1.module.count, $0.folder.path) < ($0.module.count, $1.folder.path) }
  }

  /// Learns from the frames of a capture in which folders the target was built.
  package mutating func learnBuildFolders(from frames: some Sequence<CodeFrame>) {
    guard !modules.isEmpty else { return }
    for frame in frames {
      let file = frame.location.file
      let package = GoFunctionName(frame.function).packagePath
      guard file.hasPrefix("/"), let module = module(of: package), let end = file.lastIndex(of: "/") else { continue }
      let below = package.dropFirst(module.module.count)
      guard file[..<end].hasSuffix(below) else { continue }
      let build = String(file[..<end].dropLast(below.count))
      if !build.isEmpty, !builds.contains(where: { $0.folder == build }) { builds.append((build, module)) }
    }
  }

  /// Where the file of a frame may be read; nil when no root holds it.
  package func localPath(of frame: CodeFrame) -> String? {
    let file = frame.location.file
    guard file.hasSuffix(".go"), !file.split(separator: "/").contains("..") else { return nil }
    return file.hasPrefix("/") ? absolute(file, of: frame) : relative(file, of: frame)
  }

  // MARK: Absolute names

  private func absolute(_ file: String, of frame: CodeFrame) -> String? {
    for folder in folders + modules.map(\.folder) {
      if let found = folder.file(at: file) { return found }
    }
    if let found = cache.file(at: file) ?? libraryFile(of: frame) { return found }
    for build in builds where file.hasPrefix(build.folder + "/") {
      if let found = inModule(build.module, file.dropFirst(build.folder.count + 1)) { return found }
    }
    if let ownModule, let module = GoModuleFolder.declaring(ownModule, above: file) {
      return module.folder.file(at: file)
    }
    return mainFile(file, of: frame)
  }

  /// The file of package main below a given folder: the longest end of its path that leads to a file.
  ///
  /// The name of package main says nothing about its folder, and a service of one package shows no other.
  private func mainFile(_ file: String, of frame: CodeFrame) -> String? {
    guard GoFunctionName(frame.function).packagePath == "main" else { return nil }
    var end = file.dropFirst()
    while true {
      for folder in folders.prefix(givenCount) {
        if let found = folder.file(below: end) { return found }
      }
      guard let slash = end.firstIndex(of: "/") else { return nil }
      end = end[end.index(after: slash)...]
    }
  }

  // MARK: Names of -trimpath

  private func relative(_ file: String, of frame: CodeFrame) -> String? {
    // A program that was built from files instead of a package.
    for prefix in ["./", "command-line-arguments/"] where file.hasPrefix(prefix) {
      for folder in folders {
        if let found = folder.file(below: file.dropFirst(prefix.count)) { return found }
      }
      return nil
    }
    if let name = VersionedSourceName(file) {
      if let found = cache.file(trimmed: name) { return found }
      for module in modules where module.module == name.module {
        if let found = module.folder.file(below: name.path) { return found }
      }
      return vendored("\(name.module)/\(name.path)"[...])
    }
    for module in modules where file.hasPrefix(module.module + "/") {
      if let found = module.folder.file(below: file.dropFirst(module.module.count + 1)) { return found }
    }
    return vendored(file[...]) ?? libraryFile(of: frame)
  }

  // MARK: Parts

  private func module(of package: String) -> GoModuleFolder? {
    modules.first { package == $0.module || package.hasPrefix($0.module + "/") }
  }

  private func inModule(_ module: GoModuleFolder, _ path: Substring) -> String? {
    if let found = module.folder.file(below: path) { return found }
    return path.hasPrefix("vendor/") ? vendored(path.dropFirst("vendor/".count)) : nil
  }

  private func vendored(_ path: Substring) -> String? {
    for module in modules {
      if let found = module.folder.file(below: "vendor/" + path) { return found }
    }
    return nil
  }

  /// The file of the standard library that a frame is in: its package says where below GOROOT/src.
  private func libraryFile(of frame: CodeFrame) -> String? {
    let name = GoFunctionName(frame.function)
    guard CodeOwnership.isStandardLibrary(name), let base = frame.location.file.split(separator: "/").last else {
      return nil
    }
    let path = "\(name.packagePath)/\(base)"
    let file = frame.location.file
    let isAbsolute = file.hasPrefix("/") && file.hasSuffix("/src/" + path)
    let named = isAbsolute ? String(file.dropLast("/src/".count + path.count)) : nil
    return installations.file(path, named: named, version: goVersion)
  }
}
