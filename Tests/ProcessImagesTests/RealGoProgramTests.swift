// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Foundation
import TestSupport
import Testing

@testable import ProcessImages

/// Images as two toolchains really write them.
@Suite(.enabled(if: !toolchains.isEmpty, "\(GoToolchains.absence)"))
struct RealGoProgramTests {
  private static let source = """
    package main

    import "sync"

    var registry sync.Mutex
    var table [300]byte

    func main() {
    	registry.Lock()
    	table[1] = 1
    	println(&registry, &table)
    	registry.Unlock()
    }
    """

  @Test(arguments: toolchains, ["", "-buildmode=pie", "-ldflags=-s", "-ldflags=-s -w -buildid=", "-trimpath"])
  func `a program tells its toolchain, module and settings`(_ version: String, _ flag: String) async throws {
    let program = try await GoToolchains.build(Self.source, version: version, flags: flag.isEmpty ? [] : [flag])
    defer { _ = try? FileManager.default.removeItem(at: program.deletingLastPathComponent()) }
    let data = Array(try Data(contentsOf: program))
    let bytes = data.rawBytes
    let file = try ELFFile(bytes)
    #expect(file.kind == (flag == "-buildmode=pie" ? .positionIndependent : .executable))
    #expect(file.addressSize == 8 && file.byteOrder == .littleEndian)

    let info = try GoBuildInfo(of: file, in: bytes)
    #expect(info.goVersion == version)
    #expect(info.mainPackage == "shop.example/probe")
    #expect(info.mainModule?.path == "shop.example/probe")
    #expect(info.setting("CGO_ENABLED") == "0")
    if flag == "-trimpath" { #expect(info.setting("-trimpath") == "true") }
    if flag.hasSuffix("=-s") { #expect(info.setting("-ldflags") == "-s") }

    let id = BuildID(of: file, in: bytes)
    #expect((id.go == nil || id.go == "") == flag.contains("buildid="))

    let symbols = ObjectSymbols(of: file, in: bytes)
    if flag.contains("-s") {
      #expect(symbols.address(of: "main.registry") == nil)
    } else {
      let table = try #require(symbols.address(of: "main.table"))
      #expect(table.size == 300)
      let inside = symbols.symbol(at: table.address + 299)
      #expect(inside?.name == "main.table" && inside?.offset == 299)
      let lock = try #require(symbols.address(of: "main.registry"))
      #expect(symbols.symbol(at: lock.address)?.name == "main.registry")
    }
  }

  @Test(arguments: toolchains)
  func `an image without section headers still tells its toolchain`(_ version: String) async throws {
    let program = try await GoToolchains.build(Self.source, version: version)
    defer { _ = try? FileManager.default.removeItem(at: program.deletingLastPathComponent()) }
    var data = Array(try Data(contentsOf: program))
    // e_shoff, e_shnum and e_shstrndx, as a packer would leave them.
    for index in Array(40..<48) + Array(60..<64) { data[index] = 0 }
    let file = try ELFFile(data.rawBytes)
    #expect(file.sections.isEmpty)
    #expect(try GoBuildInfo(of: file, in: data.rawBytes).goVersion == version)
    #expect(BuildID(of: file, in: data.rawBytes).go?.split(separator: "/").count == 4)
  }

  @Test(arguments: toolchains.prefix(1))
  func `no cut and no flipped bit traps`(_ version: String) async throws {
    let program = try await GoToolchains.build(Self.source, version: version, flags: ["-buildmode=pie"])
    defer { _ = try? FileManager.default.removeItem(at: program.deletingLastPathComponent()) }
    let data = Array(try Data(contentsOf: program))
    let file = try ELFFile(data.rawBytes)
    var random = SystemRandomNumberGenerator()
    // Headers, notes and the start of the symbol table are where a wrong number could lead astray.
    let symbolTable = Int(try #require(file.section(named: ".symtab")).offset)
    let info = Int(try #require(file.section(named: ".go.buildinfo")).offset)
    var places = Array(0..<64) + Array(64..<700) + Array(info..<info + 80)
    places += Array(symbolTable..<symbolTable + 100)
    for _ in 0..<400 {
      var copy = Array(data.prefix(symbolTable + 2000))
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = places.randomElement(using: &random) ?? 0
        if place < copy.count { copy[place] = UInt8.random(in: 0...255, using: &random) }
      }
      if Bool.random(using: &random) { copy.removeLast(Int.random(in: 0..<copy.count, using: &random)) }
      readEverything(copy)
    }
  }
}

let toolchains = GoToolchains.installed(among: ["go1.22.10", "go1.27.3"])

/// Reads all that can be read of an image; errors are answers, traps are not.
func readEverything(_ data: [UInt8]) {
  do {
    let bytes = data.rawBytes
    let file = try ELFFile(bytes)
    let symbols = ObjectSymbols(of: file, in: bytes)
    _ = symbols.symbol(at: 0x500000)
    _ = BuildID(of: file, in: bytes)
    _ = ProcessMaps.loadBias(of: file, path: "/x", maps: "400000-500000 r--p 00000000 08:01 1 /x\n")
    _ = try GoBuildInfo(of: file, in: bytes)
  } catch {}
}
