// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// The sentences about goroutines and what they wait for.
package enum GoroutineWords {
  /// What a verdict says, as the heading of the groups that have it.
  package static func heading(_ verdict: LiveGoroutines.Verdict) -> String {
    switch verdict {
    case .leaked: "Leaked: nothing that can still run is able to reach what they wait for"
    case .reachable: "Blocked: others can reach what they wait for; whether they ever will is not proven"
    case .outside: "Waiting for the world outside: the network, a clock, a system call"
    case .active: "Running, or about to"
    case .main: "The first goroutine, which keeps the program going in select {}"
    case .runtime: "The runtime's own"
    }
  }

  /// A line of code: the function and where it stands.
  package static func place(_ place: LiveGoroutines.Place) -> String {
    let function = shortFunction(place.function)
    guard let file = place.file, let line = place.line else { return function }
    return "\(function) (\(file.split(separator: "/").last.map(String.init) ?? file):\(line))"
  }

  /// The name of a function without the folders of its package.
  private static func shortFunction(_ name: String) -> String {
    // Type arguments may hold slashes, too.
    let head = name.prefix { $0 != "[" }
    guard let slash = head.lastIndex(of: "/") else { return name }
    return String(name[name.index(after: slash)...])
  }

  /// What goroutines wait for, as it follows "waits": `to send on chan int, full with 64, at 0xc000070000, main.queue`.
  package static func primitive(_ primitive: LiveGoroutines.Primitive) -> String {
    var text = what(primitive)
    if let owner = primitive.owner { text += ", \(owner)" }
    if let seconds = primitive.firesInSeconds {
      text += ", fed by a timer in \(Quantity.duration(seconds))"
      if let period = primitive.periodSeconds { text += " and then every \(Quantity.duration(period))" }
    }
    if primitive.waiters > 1 { text += "; \(Quantity.grouped(primitive.waiters)) goroutines wait for it" }
    return text
  }

  private static func what(_ primitive: LiveGoroutines.Primitive) -> String {
    switch primitive.kind {
    case .channel:
      let verb = primitive.operation == "send" ? "to send on" : "to receive from"
      let element = primitive.element.map { "chan \($0)" } ?? "a channel"
      var text = "\(verb) \(element)"
      if let capacity = primitive.capacity {
        let held = primitive.buffered ?? 0
        text +=
          capacity == 0
          ? " without a buffer"
          : held == capacity
            ? ", full with \(Quantity.grouped(held))" : ", \(held) of \(Quantity.grouped(capacity)) in it"
      }
      if let address = primitive.address { text += ", at \(address)" }
      return text
    case .descriptor:
      let number = primitive.descriptor.map { "descriptor \($0)" } ?? "a descriptor"
      return "\(primitive.operation == "write" ? "to write to" : "to read from") \(number)"
    case .coroutine: return "for a coroutine" + (primitive.address.map { " at \($0)" } ?? "")
    case .semaphore: return "for a semaphore" + (primitive.address.map { " at \($0)" } ?? "")
    case .mutex, .readWriteMutex, .waitGroup, .condition:
      return "for \(primitive.kind.rawValue)" + (primitive.address.map { " at \($0)" } ?? "")
    }
  }

  /// What the leaked goroutines cost.
  package static func leak(_ leak: LiveGoroutines.Leak, of count: Int) -> String {
    guard leak.goroutines > 0 else {
      return "None of \(Quantity.plural(count, "goroutine")) is proven to be leaked."
    }
    return "\(Quantity.grouped(leak.goroutines)) of \(Quantity.plural(count, "goroutine")) will never go on; "
      + "they alone hold \(Quantity.bytes(Int(clamping: leak.bytes))) in \(Quantity.plural(leak.objects, "object"))."
  }
}
