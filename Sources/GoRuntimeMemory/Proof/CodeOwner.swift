// SPDX-License-Identifier: Apache-2.0

import ProcessImages

/// Tells the program's own code from the standard library and from modules of others, by where the files lie.
struct CodeOwner {
  private enum Rank: Int, Comparable {
    case runtime, library, module, own
    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }

  /// The folder of the toolchain's sources; empty when the program was built with -trimpath.
  private let root: String

  /// Finds the folder by a function that every program has.
  init(_ functions: FunctionTable, layout: RuntimeLayout) {
    var root = ""
    for name in ["runtime.main", "runtime.goexit"] {
      guard let row = layout.debug.functions.first(where: { $0.low != 0 && layout.debug.text($0.name) == name }),
        let file = functions.places(returningTo: row.low &+ layout.bias).last?.file,
        let end = file.ranges(of: "runtime/").last
      else { continue }
      root = String(file[..<end.lowerBound])
      break
    }
    self.root = root
  }

  /// The innermost call of the program's own code; without any, of other modules, of libraries, or whatever there is.
  func place(in places: [CodePlace]) -> CodePlace? {
    var best: (rank: Rank, place: CodePlace)?
    for place in places where best.map({ rank(of: place) > $0.rank }) ?? true { best = (rank(of: place), place) }
    // Of the runtime's own goroutines the outermost call says what they are.
    return best?.rank == .runtime ? places.last { $0.function != "runtime.goexit" } ?? places.last : best?.place
  }

  private func rank(of place: CodePlace) -> Rank {
    let name = place.function
    if name.hasPrefix("runtime.") || name.hasPrefix("internal/") || name.hasPrefix("sync.")
      || name.hasPrefix("syscall.")
      || name.isEmpty
    {
      return .runtime
    }
    if name.hasPrefix("main.") { return .own }
    if place.file.contains("/pkg/mod/") || place.file.contains("@v") { return .module }
    if root.isEmpty {
      // Paths of packages that have no dot in their first part are the standard library's.
      let first = name.prefix { $0 != "/" && $0 != "." }
      return name.dropFirst(first.count).first == "." && name.contains("/") ? .own : .library
    }
    return place.file.hasPrefix(root) ? .library : .own
  }
}
