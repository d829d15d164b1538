// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Processors that are taken, given up and stolen, and the system calls in which that happens.
extension TraceScheduler {
  /// ProcStart: number, sequence.
  mutating func startProcessor(_ event: TraceEvent) -> Step {
    guard event.thread >= 0 else { return .broken }
    guard processors.admit(event.argument0) else { return .broken }
    let number = Int(event.argument0)
    guard processors.states[number].status == .idle, isNext(number, sequence: event.argument1),
      threads.states[event.thread].processor < 0
    else { return .wait }
    processors.states[number].status = .running
    processors.states[number].sequence &+= 1
    threads.states[event.thread].processor = number
    return .done
  }

  /// ProcStop: the thread gives up its own.
  mutating func stopProcessor(_ event: TraceEvent) -> Step {
    guard event.thread >= 0, case let number = threads.states[event.thread].processor, number >= 0,
      processors.states[number].status == .running || processors.states[number].status == .syscall
    else { return .broken }
    processors.states[number].status = .idle
    threads.states[event.thread].processor = -1
    return .done
  }

  /// ProcSteal: number, sequence, thread that loses it.
  mutating func stealProcessor(_ event: TraceEvent) -> Step {
    guard event.thread >= 0, processors.admit(event.argument0) else { return .broken }
    let number = Int(event.argument0)
    let before = processors.states[number].status
    guard before == .syscall || before == .syscallAbandoned, isNext(number, sequence: event.argument1) else {
      return .wait
    }
    // Of an abandoned one it is not known which thread had it last, and that thread may be another by now.
    if before == .syscall {
      let victim = event.argument2 == event.threadID ? event.thread : threads.position(of: event.argument2)
      guard victim >= 0, threads.states[victim].processor == number else { return .broken }
      threads.states[victim].processor = -1
    }
    processors.states[number].status = .idle
    processors.states[number].sequence &+= 1
    return .done
  }

  /// ProcStatus: number, status.
  mutating func tellProcessorStatus(_ event: TraceEvent) -> Step {
    guard processors.admit(event.argument0), event.argument1 >= 1, event.argument1 <= 4,
      let status = ProcessorState.Status(rawValue: UInt8(event.argument1))
    else { return .broken }
    let number = Int(event.argument0)
    let before = processors.states[number].status
    if before == .unknown {
      processors.states[number].status = status
    } else if before != status, !(status == .syscallAbandoned && before == .syscall) {
      return .broken
    }
    processors.states[number].generation = generation
    processors.states[number].sequence = 0
    if status == .running || status == .syscall, event.thread >= 0 {
      threads.states[event.thread].processor = number
    }
    return .done
  }

  /// GoSyscallBegin: the processor's sequence, stack.
  @inline(__always)
  mutating func beginSyscall(
    _ sequence: UInt64,
    stack: UInt64,
    thread: Int,
    at time: UInt64,
    names: inout GenerationNames,
    in bytes: RawSpan
  ) -> Step {
    let slot = current(thread, in: .running)
    guard slot >= 0, case let number = threads.states[thread].processor, number >= 0, isNext(number, sequence: sequence)
    else { return .broken }
    processors.states[number].status = .syscall
    processors.states[number].sequence &+= 1
    move(slot, to: .syscall, at: time)
    let position = names.position(ofStack: stack)
    let place = names.stack(at: position, in: bytes)
    goroutines.records[slot].syscalls &+= 1
    goroutines.records[slot].call = countCall(.syscall, stack: place, reason: 0, position: position, names: &names)
    return .done
  }

  /// GoSyscallEnd: the thread kept its processor.
  @inline(__always)
  mutating func endSyscall(thread: Int, at time: UInt64) -> Step {
    let slot = current(thread, in: .syscall)
    guard slot >= 0, case let number = threads.states[thread].processor, number >= 0,
      processors.states[number].status == .syscall
    else { return .broken }
    processors.states[number].status = .running
    endCall(of: slot, at: time)
    move(slot, to: .running, at: time)
    return .done
  }

  /// GoSyscallEndBlocked: the thread lost its processor, which must be seen first.
  mutating func endSyscallBlocked(_ event: TraceEvent) -> Step {
    guard event.thread >= 0 else { return .broken }
    let number = threads.states[event.thread].processor
    if number >= 0, processors.states[number].status == .syscall { return .wait }
    let slot = current(event.thread, in: .syscall)
    guard slot >= 0 else { return .broken }
    endCall(of: slot, at: event.time)
    move(slot, to: .runnable, at: event.time)
    threads.states[event.thread].goroutine = -1
    return .done
  }

  @inline(__always)
  private func isNext(_ number: Int, sequence: UInt64) -> Bool {
    processors.states[number].generation == generation && processors.states[number].sequence &+ 1 == sequence
  }
}
