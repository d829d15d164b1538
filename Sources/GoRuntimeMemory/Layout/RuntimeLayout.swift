// SPDX-License-Identifier: Apache-2.0

package import ProcessImages

/// Where the runtime of the program keeps what, as its own debug information says.
///
/// Versions of Go differ in offsets and in which fields exist; both are asked for by name, and never taken from the version.
/// The names here are those of Go 1.21 to 1.27.
package struct RuntimeLayout: Sendable {
  package let debug: DebugInfo
  /// Added to addresses of the executable.
  package let bias: UInt64

  package init(_ debug: DebugInfo, bias: UInt64) {
    self.debug = debug
    self.bias = bias
  }

  /// Place of a field: offset and size in bytes.
  package struct Field: Hashable, Sendable {
    package var offset: UInt64
    package var width: Int
  }

  /// A field that every known version has; throws its name when it is missing.
  func field(_ type: String, _ name: String) throws(HeapError) -> Field {
    guard let field = optionalField(type, name) else { throw .unknownLayout("\(type).\(name)") }
    return field
  }

  /// A field that some versions have, under one of several names of its type.
  func optionalField(_ type: String, _ name: String) -> Field? {
    guard let id = debug.type(named: type), let row = debug.field(name, of: id) else { return nil }
    let size = Int(row.type) < debug.types.count ? debug.types[Int(row.type)].size : 0
    return row.offset >= 0 ? Field(offset: UInt64(row.offset), width: Int(clamping: size)) : nil
  }

  /// Size of a type; nil when the program has none of this name.
  func size(_ type: String) -> UInt64? {
    debug.type(named: type).flatMap { UInt64(exactly: debug.types[Int($0)].size) }
  }

  /// Address of a package variable in the process.
  func address(_ variable: String) throws(HeapError) -> UInt64 {
    guard let address = optionalAddress(variable) else { throw .unknownLayout(variable) }
    return address
  }

  func optionalAddress(_ variable: String) -> UInt64? {
    debug.variable(named: variable).map { $0.address &+ bias }
  }
}

/// Why the memory of a process could not be read as that of a Go program, as a sentence without a full stop.
package enum HeapError: Error, Hashable, Sendable {
  /// The executable has no debug information.
  case stripped
  /// The executable that was named for its debug information has none.
  case strippedTwin(String)
  /// The executable that was named is of other code: its path, and how one sees that.
  case otherProgram(String, String)
  /// A variable, type or field of the runtime is missing or called otherwise.
  case unknownLayout(String)
  /// The runtime's own tables make no sense.
  case implausible(String)
  case notGo
  /// Built for another processor than amd64.
  case foreignProcessor
  /// No object that is held lies at an address.
  case noObject(String)
  /// No goroutine has a number.
  case noGoroutine(UInt64)
}

extension HeapError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .stripped:
      "the executable has no debug information (built with -ldflags=-s or -w): run a build without these flags, or, where "
        + "it was built with -trimpath, name a build of the same code without them with --executable"
    case .strippedTwin(let path): "\(path) has no debug information either: build it without -ldflags=-s and -w"
    case .otherProgram(let path, let reason):
      "\(path) is not the program that runs, for \(reason): build the same code with the same Go and flags, and -trimpath "
        + "both times"
    case .unknownLayout(let name):
      "the program's runtime has no \(name), which Go 1.21 to 1.27 have: it is of another version or not a Go program"
    case .notGo: "it is not a Go program, or one built with Go 1.17 or earlier"
    case .foreignProcessor: "only programs for amd64 can be read"
    case .noObject(let address): "no object that is held lies at \(address)"
    case .noGoroutine(let id): "there is no goroutine \(id): it ended, or never was"
    case .implausible(let what): "the memory does not look like that of a Go program: \(what)"
    }
  }
}
