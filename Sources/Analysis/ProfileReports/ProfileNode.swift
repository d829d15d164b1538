// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// What a row of a report stands for: a function, a line, a file or an address, as far as the granularity tells it.
package struct ProfileNode: Hashable, Sendable {
  package var name: StringID
  package var file: StringID
  /// From 1; 0 when unknown or not asked for.
  package var line: Int64
  package var column: Int64
  package var address: UInt64
  /// The executable or library; only where reports keep them apart and where nothing else is known.
  package var object: StringID
  package var startLine: Int64
}

/// The nodes that the lines of a profile's locations become at a granularity.
///
/// Shape: location i has the nodes `nodeOfLine[ends[i-1]..<ends[i]]`, innermost first, at least one. Nodes are dense from 0 in
/// the order of the locations.
package struct ProfileNodeTable: Sendable {
  package private(set) var nodes: [ProfileNode] = []
  package private(set) var nodeOfLine: [UInt32] = []
  package private(set) var ends: [UInt32] = []
  /// The names of the profile, and those that were made of them.
  package private(set) var strings: StringTable

  /// Where in `nodeOfLine` a location's nodes stand, innermost first.
  @inline(__always)
  package func range(_ location: Int) -> Range<Int> {
    Int(location == 0 ? 0 : ends[location - 1])..<Int(ends[location])
  }

  /// Makes the nodes; O(lines).
  ///
  /// `trimsPaths` is false for reports that show files as the profile names them.
  package init(
    _ profile: Profile,
    settings: ProfileReportSettings,
    keepsObjects: Bool,
    trimsPaths: Bool = true
  ) {
    let granularity = settings.granularity
    let isWhole = granularity == .addresses && !settings.noInlines
    let hasName = granularity != .files
    let hasFile = granularity != .functions
    let hasLine = granularity == .lines || granularity == .addresses
    let hasAddress = granularity == .addresses
    strings = profile.strings
    let path = SourcePathTrimming(trimPath: settings.trimPath, sourcePath: settings.sourcePath)
    var cleaned: [StringID: StringID] = [:]
    var known: [ProfileNode: UInt32] = [:]
    let locations = profile.locations
    ends.reserveCapacity(locations.count)
    for location in 0..<locations.count {
      let mapping = locations.mappings[location]
      let object = mapping == ProfileLocations.noMapping ? .empty : profile.mappings[Int(mapping)].file
      var lines = locations.lines(of: location)
      if settings.noInlines, lines.count > 1 { lines = lines.upperBound - 1..<lines.upperBound }
      let address = hasAddress ? locations.addresses[location] : 0
      var made: [ProfileNode] = []
      if lines.isEmpty {
        made.append(
          ProfileNode(name: .empty, file: .empty, line: 0, column: 0, address: address, object: object, startLine: 0)
        )
      }
      for line in lines {
        let function = Int(locations.lineFunctions[line])
        let name = hasName ? profile.functions.names[function] : .empty
        var node = ProfileNode(
          name: name,
          file: .empty,
          line: hasLine ? locations.lineNumbers[line] : 0,
          column: isWhole || settings.showColumns && hasLine ? locations.lineColumns[line] : 0,
          address: address,
          object: .empty,
          startLine: 0
        )
        if hasFile {
          let file = profile.functions.files[function]
          if let known = cleaned[file] {
            node.file = known
          } else {
            let text = profile.strings[file]
            node.file = strings.intern(SourcePathTrimming.cleaned(trimsPaths ? path.trimmed(text) : text))
            cleaned[file] = node.file
          }
        }
        if keepsObjects || name == .empty {
          node.object = object
          node.startLine = profile.functions.startLines[function]
        }
        made.append(node)
      }
      for node in made {
        if let index = known[node] {
          nodeOfLine.append(index)
        } else {
          known[node] = UInt32(nodes.count)
          nodeOfLine.append(UInt32(nodes.count))
          nodes.append(node)
        }
      }
      ends.append(UInt32(nodeOfLine.count))
    }
  }

  /// The name that reports print: address, function, file and line, as far as they are there.
  package func name(of node: Int) -> String {
    let node = nodes[node]
    var parts: [String] = []
    if node.address != 0 {
      let digits = String(node.address, radix: 16)
      parts.append(String(repeating: "0", count: max(0, 16 - digits.count)) + digits)
    }
    if node.name != .empty { parts.append(strings[node.name]) }
    if node.line != 0 {
      parts.append("\(strings[node.file]):\(node.line)" + (node.column != 0 ? ":\(node.column)" : ""))
    } else if node.file != .empty {
      parts.append(strings[node.file])
    } else if node.name == .empty {
      let object = strings[node.object]
      parts.append(object.isEmpty ? "<unknown>" : "[\(SourcePathTrimming.lastElement(object))]")
    }
    return parts.joined(separator: " ")
  }

  /// A text in whose order nodes stand that have the same printed name and the same values.
  func tieBreaker(_ node: Int) -> String {
    let node = nodes[node]
    return
      "{\(strings[node.name])  \(node.address) \(strings[node.file]) \(node.startLine) \(node.line) \(node.column) \(strings[node.object])}"
  }
}
