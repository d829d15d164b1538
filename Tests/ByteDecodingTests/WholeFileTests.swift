// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import ByteDecoding

@Suite struct WholeFileTests {
  /// A folder for one test; `body` gets its path.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "stanch-whole-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  @Test func `a file appears when it is whole`() throws {
    try inFolder { folder in
      var file = try WholeFile(path: "\(folder)/a.txt")
      try file.write(Array("one ".utf8))
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/a.txt"))
      try file.write([])
      try file.write(Array("two".utf8))
      #expect(file.byteCount == 7)
      try file.publish()
      #expect(try names(folder) == ["a.txt"])
      #expect(try text("\(folder)/a.txt") == "one two")
    }
  }

  @Test func `a file that is given up leaves nothing, and what stood there stays`() throws {
    try inFolder { folder in
      try Data("old".utf8).write(to: URL(filePath: "\(folder)/a.txt"))
      do {
        var file = try WholeFile(path: "\(folder)/a.txt")
        try file.write(Array("new".utf8))
        #expect(try text("\(folder)/a.txt") == "old")
      }
      #expect(try names(folder) == ["a.txt"])
      #expect(try text("\(folder)/a.txt") == "old")
    }
  }

  @Test func `a file that is whole takes the place of the old one`() throws {
    try inFolder { folder in
      try Data("old".utf8).write(to: URL(filePath: "\(folder)/a.txt"))
      var file = try WholeFile(path: "\(folder)/a.txt")
      try file.write(Array("new".utf8))
      try file.publish()
      #expect(try names(folder) == ["a.txt"])
      #expect(try text("\(folder)/a.txt") == "new")
    }
  }

  @Test(arguments: [false, true])
  func `a file that is being written has no name, so that a killed program leaves nothing`(isNew: Bool) throws {
    try inFolder { folder in
      if !isNew { try Data("old".utf8).write(to: URL(filePath: "\(folder)/a.txt")) }
      let before = try names(folder)
      var file = try WholeFile(path: "\(folder)/a.txt")
      try file.write(Array("new".utf8))
      #expect(try names(folder) == before)
      try file.publish()
      #expect(try names(folder) == ["a.txt"])
    }
  }

  @Test func `what a killed program of the same number left is passed over`() throws {
    try inFolder { folder in
      let pid = ProcessInfo.processInfo.processIdentifier
      try Data("old".utf8).write(to: URL(filePath: "\(folder)/a.txt"))
      try Data("left".utf8).write(to: URL(filePath: "\(folder)/a.txt.\(pid).partial"))
      var file = try WholeFile(path: "\(folder)/a.txt")
      try file.write(Array("new".utf8))
      try file.publish()
      #expect(try names(folder) == ["a.txt", "a.txt.\(pid).partial"])
      #expect(try text("\(folder)/a.txt") == "new")
    }
  }

  @Test func `where files without names are not known, a partial name is used and removed`() throws {
    try inFolder { folder in
      do {
        var file = try WholeFile(path: "\(folder)/a.txt", isNamedFromStart: true)
        try file.write(Array("given up".utf8))
        #expect(try names(folder).map { $0.hasSuffix(".partial") } == [true])
      }
      #expect(try names(folder) == [])
      var file = try WholeFile(path: "\(folder)/a.txt", isNamedFromStart: true)
      try file.write(Array("new".utf8))
      try file.publish()
      #expect(try names(folder) == ["a.txt"])
      #expect(try text("\(folder)/a.txt") == "new")
    }
  }

  @Test func `a folder that takes no files is an error in words`() throws {
    let error = #expect(throws: FileError.self) { _ = try WholeFile(path: "/proc/self/a.txt") }
    #expect(error?.description.hasPrefix("cannot write /proc/self/a.txt: ") == true)
  }

  @Test func `a symbolic link stays one`() throws {
    try inFolder { folder in
      try Data("old".utf8).write(to: URL(filePath: "\(folder)/a.txt"))
      try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "a.txt")
      var file = try WholeFile(path: "\(folder)/link")
      try file.write(Array("new".utf8))
      try file.publish()
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "a.txt")
      #expect(try text("\(folder)/a.txt") == "new")
    }
  }

  @Test func `a device is written to and never replaced`() throws {
    var file = try WholeFile(path: "/dev/null")
    try file.write(Array("x".utf8))
    try file.publish()
    let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
    #expect(type == .typeCharacterSpecial)
    #expect(!(try FileManager.default.contentsOfDirectory(atPath: "/dev")).contains { $0.hasSuffix(".partial") })
  }

  @Test func `a full device is an error in words`() throws {
    var file = try WholeFile(path: "/dev/full")
    let error = #expect(throws: FileError.self) { try file.write(Array("x".utf8)) }
    #expect(error?.description == "cannot write /dev/full: No space left on device")
  }

  @Test func `a folder, and a place in none, are refused at once`() throws {
    try inFolder { folder in
      #expect(throws: FileError.self) { _ = try WholeFile(path: folder) }
      #expect(throws: FileError.self) { _ = try WholeFile(path: "\(folder)/none/a.txt") }
      let left = try names(folder)
      #expect(left == [])
    }
  }
}
