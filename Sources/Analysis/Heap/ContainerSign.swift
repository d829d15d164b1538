// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What an allocating stack shows of the thing it allocates for: a kind of container or of library object.
///
/// A profile.proto leaves out the frames of the runtime at the leaf (src/runtime/pprof/protomem.go, up to Go 1.27 at
/// least). So `append`, storing into a map, `make`, `new`, conversions, boxing and closures all look alike: the stack ends
/// at the service's own line and shows no sign at all. What an element is stored into is then told by the source line, by a
/// `SizeLadder`, or by the graph of objects. What goes through a library keeps the library's frames and is shown; `map` and
/// `sliceGrowth` come from reflection and generic functions, and from sources that keep the runtime's frames.
package enum ContainerSign: String, CaseIterable, Hashable, Sendable {
  /// Storage of a map: its buckets or tables.
  case map
  /// The array behind a slice that `append` made larger.
  case sliceGrowth
  case bytesBuffer
  case stringsBuilder
  case bufio
  case syncMap
  case syncPool
  case list
  case ring
  case heap
  case channel
  case timer
  case ticker
  case context
  case file
  case connection
  case httpConnection
  case sqlConnection
  case goroutine
  case finalizer
  case cleanup
  case uniqueHandle
  case stringCopy
  case jsonDecoding
  case readAll
}

extension ContainerSign {
  /// The signs of the frames above the service's own line, innermost first, each once.
  package static func signs(in stack: ResolvedStack) -> [ContainerSign] {
    var signs: [ContainerSign] = []
    for frame in stack.frames.prefix(stack.userIndex ?? stack.frames.count) {
      for sign in self.signs(of: frame) where !signs.contains(sign) { signs.append(sign) }
    }
    return signs
  }

  private static func signs(of frame: CodeFrame) -> [ContainerSign] {
    marks.filter { frame.function.hasPrefix($0.prefix) }.map(\.sign)
  }

  /// Functions by prefix, and what they show.
  private static let marks: [(prefix: String, sign: ContainerSign)] = [
    ("bytes.(*Buffer).", .bytesBuffer), ("bytes.growSlice", .bytesBuffer),
    ("strings.(*Builder).", .stringsBuilder),
    ("bufio.", .bufio),
    ("sync.(*Map).", .syncMap), ("internal/sync.(*HashTrieMap", .syncMap),
    ("sync.(*Pool).", .syncPool),
    ("container/list.", .list), ("container/ring.", .ring), ("container/heap.", .heap),
    ("time.AfterFunc", .timer), ("time.NewTimer", .timer), ("time.After", .timer),
    ("time.NewTicker", .ticker), ("time.Tick", .ticker),
    ("context.", .context),
    ("os.newFile", .file), ("os.NewFile", .file), ("os.Open", .file),
    ("net.(*netFD)", .connection), ("net.newFD", .connection), ("net.(*Dialer)", .connection),
    ("net/http.(*Transport).", .httpConnection),
    ("database/sql.", .sqlConnection),
    ("runtime.SetFinalizer", .finalizer), ("runtime.AddCleanup", .cleanup),
    ("unique.", .uniqueHandle),
    ("strings.Clone", .stringCopy),
    ("encoding/json.", .jsonDecoding),
    ("io.ReadAll", .readAll),
    ("runtime.growslice", .sliceGrowth), ("slices.Grow", .sliceGrowth),
    ("slices.Insert", .sliceGrowth), ("slices.AppendSeq", .sliceGrowth),
    ("maps.Clone", .map), ("maps.Copy", .map), ("maps.Insert", .map),
    ("reflect.mapassign", .map), ("reflect.makemap", .map),
    ("runtime.mapassign", .map), ("runtime.hashGrow", .map), ("internal/runtime/maps.", .map),
    ("runtime.makechan", .channel), ("runtime.newproc", .goroutine),
  ]
}
