// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// What a growing holder is called, and what was seen of it: the sentences of the object graph.
struct HolderWords {
  let holder: GrowingHolder
  /// Seconds between the two snapshots.
  let seconds: Double

  /// The field and the structure that has it, else the variable, else the path: `pages of preview.Cache`.
  var place: String {
    if let field = HolderField(holder) { return "\(field.name) of \(field.type)" }
    if holder.root.sort == .goroutine, let local = holder.root.local, holder.isLocal { return local }
    return holder.containerPath
  }

  /// "the map main.book.visits": the container and where it is.
  var name: String {
    switch holder.container {
    case .map: "the map \(place)"
    case .syncMap: "the sync.Map \(place)"
    case .slice: "the slice \(place)"
    case .list: "the list \(place)"
    case .channel: "the channel \(place)"
    case .buffer: "the buffer \(place)"
    case .pool: "the pool \(place)"
    case .timers: "the timers of the runtime"
    case .context: "the children of a context (\(place))"
    case .deferredCalls: "the deferred calls of \(GoFunctionName(holder.root.name).short)"
    case .goroutines: "goroutines of \(GoFunctionName(holder.root.name).short)"
    case .finalizers, .other: place
    }
  }

  /// What holds it, as part of a sentence: the variable, or the local variable of a goroutine.
  var root: String {
    switch holder.root.sort {
    case .variable: return "the variable \(GoFunctionName(holder.root.name).short)"
    case .goroutine:
      let function = GoFunctionName(holder.root.function ?? holder.root.name).short
      return holder.root.local.map { "the local variable \($0) of a goroutine in \(function)" }
        ?? "the stack of a goroutine in \(function)"
    case .finalizer: return "a finalizer"
    case .cleanup: return "a cleanup"
    case .runtime: return "the runtime"
    }
  }

  /// One sentence for the explanation.
  var sentence: String {
    let many = writtenInThousands(holder.after.objects)
    let retained = writtenBytes(Int64(clamping: holder.after.bytes))
    if holder.before.objects == holder.after.objects, holder.came <= 1 || holder.after.objects <= 2 {
      return "It is held by \(name) (root: \(root)): \(retained), \(writtenBytes(holder.grownBytes)) more than "
        + "\(writtenDuration(seconds)) before."
    }
    return
      "They are held by \(name) (root: \(root)): \(many) of \(holder.elementType.isEmpty ? "them" : holder.elementType)"
      + " with \(retained); \(turnover)."
  }

  /// "1,200 came and none went in 18 s".
  var turnover: String {
    "\(writtenInThousands(holder.came)) came and \(holder.gone == 0 ? "none" : writtenInThousands(holder.gone)) went in "
      + writtenDuration(seconds)
  }

  /// What was seen, to check it by hand.
  func evidence(_ source: String) -> [Finding.EvidenceLine] {
    var lines = [
      Finding.EvidenceLine(
        source: source,
        statement: "bytes below \(holder.path) at both snapshots; \(turnover)",
        values: [Double(holder.before.bytes), Double(holder.after.bytes)],
        unit: .bytes
      )
    ]
    if holder.idleArrays > 0 {
      lines.append(
        Finding.EvidenceLine(
          source: source,
          statement: "\(writtenInThousands(holder.idleArrays)) of the arrays that came, "
            + "\(writtenBytes(Int64(clamping: holder.idleArrayBytes))) in all, are referred to by an eighth or less"
        )
      )
    }
    if let closure = holder.closure {
      lines.append(
        Finding.EvidenceLine(
          source: source,
          statement: "they hang on variables that \(GoFunctionName(closure).short) captured"
        )
      )
    }
    return lines
  }

  /// The path as the report has it.
  var retainer: Finding.Retainer {
    Finding.Retainer(
      path: holder.path,
      root: root,
      steps: holder.steps.map { Finding.Retainer.Step(edge: $0.edge, type: $0.type) },
      retainedBytes: Int64(clamping: holder.retainedBytes),
      count: holder.after.objects
    )
  }
}
