// SPDX-License-Identifier: Apache-2.0

import Testing

/// The rules on this repository.
@Suite struct HouseRulesTests {
  @Test func `the manifest lists every module once, below what it imports`() {
    #expect(Repository.modules.count >= 12)
    #expect(HouseRules.order(of: Repository.modules) == [])
  }

  @Test func `every import is an arrow of the manifest`() {
    #expect(Repository.swiftSources.count >= 100)
    #expect(Repository.swiftSources.flatMap { HouseRules.arrows(of: $0, modules: Repository.modules) } == [])
  }

  @Test func `every module has sources, tests and a paragraph`() {
    let document = Repository.text("Documentation/Modules.md")
    for module in Repository.modules {
      #expect(Repository.swiftSources.contains { $0.module == module.name }, "Sources/\(module.name) is empty")
      #expect(
        document.contains("**\(module.name)**"),
        "Documentation/Modules.md does not tell what \(module.name) is for"
      )
      if module.name != "stanch" {
        #expect(Repository.paths.contains { $0.hasPrefix("Tests/\(module.name)Tests/") }, "\(module.name) has no tests")
      }
    }
  }

  @Test func `packages are used where sockets are opened and nowhere else`() {
    #expect(HouseRules.network(in: Repository.modules) == [])
  }

  @Test func `decoding and judging need no Foundation, and the rest only its essentials`() {
    #expect(Repository.swiftSources.flatMap(HouseRules.foundation) == [])
  }

  @Test func `unsafe code lies where bytes are read and nowhere else`() {
    #expect(Repository.swiftSources.contains { $0.module == "ByteDecoding" && $0.uses(word: "unsafe") })
    #expect(Repository.swiftSources.flatMap(HouseRules.unsafety) == [])
  }

  @Test func `no file has a name that says nothing`() {
    let files = Repository.read { !$0.hasPrefix("Documentation/") && !$0.hasPrefix("Examples/") }
    #expect(files.flatMap(HouseRules.name) == [])
  }

  @Test func `every file of code begins with its license`() {
    let files = Repository.read { path in
      path.hasPrefix("Scripts/") || path == "Benchmarks/run" || path.hasSuffix(".py")
        || [".swift", ".c", ".h", ".modulemap"].contains { path.hasSuffix($0) }
    }
    #expect(files.count >= 150)
    #expect(files.flatMap(HouseRules.license) == [])
  }
}

/// The rules on files that break them.
@Suite struct BrokenHouseTests {
  let modules = [
    ManifestModule(name: "Low", imports: [], libraries: ["CDeflate"]),
    ManifestModule(name: "High", imports: ["Low"], libraries: []),
  ]

  @Test func `a manifest is read as it is written`() {
    let manifest = """
      let pureModules: [Module] = [
        Module(name: "ByteDecoding", libraries: ["CDeflate"]),
        Module(name: "Evidence", imports: ["ByteDecoding"]),
      ]
      let networkModules: [Module] = [
        Module(
          name: "Acquisition",
          imports: ["Evidence"],
          libraries: [.product(name: "NIOCore", package: "swift")]
        ),
      ]
      """
    #expect(
      ManifestModule.all(inManifest: manifest) == [
        ManifestModule(name: "ByteDecoding", imports: [], libraries: ["CDeflate"]),
        ManifestModule(name: "Evidence", imports: ["ByteDecoding"], libraries: []),
        ManifestModule(name: "Acquisition", imports: ["Evidence"], libraries: ["NIOCore"]),
        ManifestModule(name: "stanch", imports: ["Commands"], libraries: []),
      ]
    )
  }

  @Test func `a module that lists one below it is found`() {
    #expect(HouseRules.order(of: modules) == [])
    #expect(HouseRules.order(of: modules.reversed()).count == 1)
    #expect(HouseRules.order(of: modules + modules).count == 2)
  }

  @Test(arguments: [
    "import High", "package import High", "@testable import High", "@_spi(Some) public import High",
    "import struct High.Thing", "  import High",
  ])
  func `an arrow that is not listed is found`(line: String) {
    let file = SourceText(path: "Sources/Low/Thing.swift", text: "// SPDX\n\n\(line)\n")
    #expect(HouseRules.arrows(of: file, modules: modules).count == 1)
  }

  @Test(arguments: ["import Glibc", "import CDeflate", "// import High", "let text = \"import High\""])
  func `what is listed or only talked about is none`(line: String) {
    let file = SourceText(path: "Sources/Low/Thing.swift", text: line)
    #expect(HouseRules.arrows(of: file, modules: modules) == [])
  }

  @Test func `a file of an unknown module is found`() {
    let file = SourceText(path: "Sources/Middle/Thing.swift", text: "")
    #expect(HouseRules.arrows(of: file, modules: modules).count == 1)
  }

  @Test func `a package in a pure module is found, a system library is not`() {
    #expect(HouseRules.network(in: modules) == [])
    let networked = ManifestModule(name: "Analysis", imports: [], libraries: ["NIOCore"])
    #expect(HouseRules.network(in: [networked]).count == 1)
    #expect(HouseRules.network(in: [ManifestModule(name: "Commands", imports: [], libraries: ["NIOCore"])]) == [])
  }

  @Test(arguments: ["Foundation", "FoundationEssentials"])
  func `Foundation in a decoder is found`(import name: String) {
    let text = "import \(name)"
    #expect(HouseRules.foundation(in: SourceText(path: "Sources/ByteDecoding/A.swift", text: text)).count == 1)
  }

  @Test func `all of Foundation is found anywhere, its essentials only where nothing of it may be`() {
    let commands = "Sources/Commands/A.swift"
    #expect(HouseRules.foundation(in: SourceText(path: commands, text: "import Foundation")).count == 1)
    #expect(HouseRules.foundation(in: SourceText(path: commands, text: "import FoundationEssentials")) == [])
    #expect(HouseRules.foundation(in: SourceText(path: "Tests/A.swift", text: "import Foundation")) == [])
  }

  @Test(arguments: ["let a = unsafe b", "nonisolated(unsafe) var a = 1", "@unsafe func f() {}"])
  func `unsafe code in the wrong place is found`(line: String) {
    #expect(HouseRules.unsafety(in: SourceText(path: "Sources/Analysis/A.swift", text: line)).count == 1)
    #expect(HouseRules.unsafety(in: SourceText(path: "Sources/ByteDecoding/A.swift", text: line)) == [])
  }

  @Test(arguments: ["// unsafe", "let name = \"unsafe\"", "let unsafeName = 1", "\"\"\"\nunsafe\n\"\"\""])
  func `the word alone is no unsafe code`(text: String) {
    #expect(HouseRules.unsafety(in: SourceText(path: "Sources/Analysis/A.swift", text: text)) == [])
  }

  @Test(arguments: ["Utils", "StringUtils", "Helpers", "Array+Helpers", "Common", "ConnectionManager", "Misc"])
  func `a name that says nothing is found`(name: String) {
    #expect(!HouseRules.name(of: SourceText(path: "Sources/Analysis/\(name).swift", text: "")).isEmpty)
  }

  @Test(arguments: ["CommonMark", "Report+Assembly", "MiscountedGroup"])
  func `a name that merely begins alike is none`(name: String) {
    #expect(HouseRules.name(of: SourceText(path: "Sources/Analysis/\(name).swift", text: "")) == [])
  }

  @Test func `a file without license is found`() {
    #expect(HouseRules.license(of: SourceText(path: "a.swift", text: "import Testing")).count == 1)
    let late = SourceText(path: "a.swift", text: "import Testing\n// SPDX-License-Identifier: Apache-2.0")
    #expect(HouseRules.license(of: late).count == 1)
    #expect(
      HouseRules.license(of: SourceText(path: "a", text: "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0")) == []
    )
  }
}
