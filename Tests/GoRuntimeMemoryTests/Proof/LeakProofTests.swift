// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import ProcessImages
import TestSupport
import Testing

@testable import GoRuntimeMemory

/// The proof of leaked goroutines on a program that plants every sort of wait, leaked and not.
@Suite(
  .enabled(if: !allToolchains.isEmpty, "\(GoToolchains.absence)"),
  .enabled(if: Tracing.isPermitted, "\(Tracing.absence)"),
  .serialized
)
struct LeakProofTests {
  /// Where the goroutines of the program below stand, how many, and whether they can go on.
  private static let expected: [(function: String, count: Int, verdict: LiveGoroutines.Verdict)] = [
    ("main.search.func1", 20, .leaked),
    ("main.lockTwice", 10, .leaked),
    // A mutex that lies in a block with variables that are in use, where the collector cannot tell them apart.
    ("main.lockTiny", 10, .leaked),
    ("main.readWhileWritten", 10, .leaked),
    ("main.waitForNobody", 10, .leaked),
    ("main.waitForSignal", 10, .leaked),
    ("main.chooseBetweenTheDead", 10, .leaked),
    ("main.nilChannel", 1, .leaked),
    ("main.nothingToChoose", 1, .leaked),
    // Only the leaked one could let the other go on.
    ("main.waitForTheLeaked", 2, .leaked),
    ("main.deliver", 12, .reachable),
    ("main.lockGlobal", 1, .reachable),
    ("main.holdOwnChannel", 1, .reachable),
    ("main.afterAnHour", 1, .outside),
    ("main.tick", 1, .outside),
    ("main.sleepLong", 1, .outside),
    ("main.accept", 1, .outside),
  ]

  /// Waits for locks that lie in blocks which the allocator shares among small objects.
  private static let tiny = "main.lockTiny"

  @Test(arguments: allToolchains.filter { ["go1.21.13", "go1.24.11", "go1.27.3"].contains($0) })
  func `every sort of wait is judged, on every version alike`(_ version: String) async throws {
    let running = try RunningGoProgram(try await GoToolchains.build(Self.source, version: version))
    let census = try LiveProgram(pid: running.pid).goroutines(.init(), limits: .init())
    for (function, count, verdict) in Self.expected {
      let groups = census.groups.filter { $0.place.function == function }
      #expect(groups.reduce(0) { $0 + $1.count } == count, "\(function) on \(version)")
      if function == Self.tiny { continue }
      #expect(groups.allSatisfy { $0.verdict == verdict }, "\(function) on \(version): \(groups.map(\.verdict))")
    }
    // Which objects share a block with a lock is chance; one that cannot be told from its neighbour counts as reachable.
    let ofTiny = census.groups.filter { $0.place.function == Self.tiny }
    #expect(ofTiny.allSatisfy { $0.verdict == .leaked || $0.verdict == .reachable })
    let inUse = ofTiny.reduce(0) { $0 + ($1.verdict == .reachable ? $1.count : 0) }
    #expect(inUse * 4 <= ofTiny.reduce(0) { $0 + $1.count })
    let leaked = Self.expected.filter { $0.verdict == .leaked }.reduce(0) { $0 + $1.count } - inUse
    #expect(census.leaked.goroutines == leaked)
    #expect(census.verdicts.values.count { $0 == .leaked } == leaked)
    // Each of the first ones holds 16 KB.
    #expect(census.leaked.bytes >= 20 * 16384)
    let search = try #require(census.groups.first { $0.place.function == "main.search.func1" })
    #expect(search.retainedBytes >= 20 * 16384 && search.stackBytes > 0 && search.ids.count == 20)
    #expect(search.place.line == Self.line(of: "answers <- hold"))
    #expect(search.createdBy?.function == "main.search")
    #expect(census.gaps.isEmpty)
  }

  @Test(arguments: allToolchains.filter { ["go1.22.10", "go1.27.3"].contains($0) })
  func `what lets a goroutine go on is named by its path`(_ version: String) async throws {
    let running = try RunningGoProgram(try await GoToolchains.build(Self.source, version: version))
    let census = try LiveProgram(pid: running.pid).goroutines(.init(), limits: .init())
    func group(_ function: String) throws -> LiveGoroutines.Group {
      try #require(census.groups.first { $0.place.function == function }, "\(function) on \(version)")
    }
    let held = try #require(try group("main.deliver").heldBy.first)
    #expect(held.path.hasPrefix("main.registry.subscribers") && held.count == 12, "\(held.path) on \(version)")
    let deliver = try #require(try group("main.deliver").example.primitives.first)
    #expect(deliver.kind == .channel && deliver.operation == "receive" && deliver.element == "int")
    #expect(deliver.capacity == 4 && deliver.buffered == 0 && deliver.waiters == 1)
    let lock = try group("main.lockGlobal")
    #expect(lock.heldBy == [.init(path: "main.registry.lock", count: 1)])
    #expect(lock.example.primitives.first?.kind == .mutex)
    // The path does not go through the goroutine that waits, although it is the shortest.
    let other = try #require(try group("main.holdOwnChannel").heldBy.first)
    #expect(other.path.hasPrefix("goroutines in main.keep [sleep]"), "\(other.path) on \(version)")
    // Two wait for one channel.
    let search = try group("main.search.func1")
    #expect(search.example.primitives.first?.waiters == 2 && search.primitiveCount == 10)
    let wait = try #require(try group("main.waitForNobody").example.primitives.first)
    #expect(wait.kind == .waitGroup)
    #expect(try group("main.waitForSignal").example.primitives.first?.kind == .condition)
    #expect(try group("main.readWhileWritten").example.primitives.first?.kind == .readWriteMutex)
    let accept = try #require(try group("main.accept").example.primitives.first)
    #expect(accept.kind == .descriptor && accept.operation == "read")
    let sleep = try #require(try group("main.sleepLong").example.sleepsSeconds)
    #expect(sleep > 3000 && sleep <= 3600)
  }

  @Test(arguments: allToolchains.suffix(1))
  func `one goroutine shows its calls and variables, and values only when asked`(_ version: String) async throws {
    let running = try RunningGoProgram(try await GoToolchains.build(Self.source, version: version))
    let program = try LiveProgram(pid: running.pid)
    let census = try program.goroutines(.init(), limits: .init())
    let id = try #require(census.groups.first { $0.place.function == "main.deliver" }?.ids.first)
    var question = GoroutineCensus.Question()
    question.goroutine = id
    func locals() throws -> [LiveGoroutines.Local] {
      let goroutine = try #require(try program.goroutines(question, limits: .init()).goroutines.first)
      #expect(goroutine.id == id)
      let frame = try #require(goroutine.frames.first { $0.place.function == "main.deliver" })
      #expect(frame.place.line == Self.line(of: "for v := range c"))
      return frame.locals
    }
    #expect(try locals().contains { $0.name == "topic" && $0.value == nil && $0.type.hasPrefix("string") })
    question.showsValues = true
    #expect(try locals().contains { $0.name == "c" && $0.type == "chan int len 0 cap 4" && $0.value != nil })
    question.goroutine = 999_999_999
    #expect(throws: HeapError.noGoroutine(999_999_999)) { try program.goroutines(question, limits: .init()) }
  }

  @Test(arguments: allToolchains.filter { $0 == "go1.27.3" })
  func `the runtime's own leak profile names the same goroutines, but for mutexes in tiny blocks`(
    _ version: String
  ) async throws {
    let executable = try await GoToolchains.build(Self.source, version: version)
    let signal = executable.deletingLastPathComponent().appending(path: "profile-now")
    let running = try RunningGoProgram(executable, arguments: [signal.path])
    let census = try LiveProgram(pid: running.pid).goroutines(.init(), limits: .init())
    let ours = Set(census.verdicts.filter { $0.value == .leaked }.keys)
    try Data().write(to: signal)
    let answer = signal.appendingPathExtension("out")
    for _ in 0..<500 where !FileManager.default.fileExists(atPath: answer.path) {
      try await Task.sleep(for: .milliseconds(20))
    }
    let text = try String(contentsOf: answer, encoding: .utf8)
    let theirs = Set(
      text.split(separator: "\n").filter { $0.hasPrefix("goroutine ") && $0.contains("(leaked)") }
        .compactMap { UInt64($0.dropFirst(10).prefix { $0.isNumber }) }
    )
    #expect(theirs.count >= 60)
    #expect(theirs.isSubset(of: ours))
    let tiny = Set(try #require(census.groups.first { $0.place.function == "main.lockTiny" }).ids)
    #expect(ours.subtracting(theirs).isSubset(of: tiny))
    // A second look after the profile, which leaves those goroutines in a state of their own, says the same.
    let again = try LiveProgram(pid: running.pid).goroutines(.init(), limits: .init())
    #expect(Set(again.verdicts.filter { $0.value == .leaked }.keys) == ours)
  }

  private static func line(of text: String) -> Int? {
    source.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(text) }.map { $0 + 1 }
  }

  static let source = """
    package main

    import (
    	"fmt"
    	"net"
    	"os"
    	"runtime"
    	"runtime/pprof"
    	"sync"
    	"time"
    )

    type Registry struct {
    	lock        sync.Mutex
    	subscribers map[string][]chan int
    }

    type Session struct {
    	name string
    	lock sync.Mutex
    	both sync.RWMutex
    	done sync.WaitGroup
    	cond *sync.Cond
    }

    var (
    	registry Registry
    	counters []*int32
    	ticks    int
    )

    func deliver(topic string, c chan int) {
    	for v := range c {
    		fmt.Println(topic, v)
    	}
    }

    func search(n int) []byte {
    	answers := make(chan []byte)
    	for i := 0; i < n; i++ {
    		go func() {
    			hold := make([]byte, 16384)
    			answers <- hold
    		}()
    	}
    	return <-answers
    }

    func lockTwice() {
    	s := &Session{}
    	s.lock.Lock()
    	s.lock.Lock()
    }

    func lockTiny() {
    	l := new(sync.Mutex)
    	counters = append(counters, new(int32))
    	l.Lock()
    	l.Lock()
    }

    func readWhileWritten() {
    	s := &Session{}
    	s.both.Lock()
    	s.both.RLock()
    }

    func waitForNobody() {
    	s := &Session{}
    	s.done.Add(1)
    	s.done.Wait()
    }

    func waitForSignal() {
    	s := &Session{}
    	s.cond = sync.NewCond(&s.lock)
    	s.lock.Lock()
    	s.cond.Wait()
    }

    func chooseBetweenTheDead() {
    	select {
    	case <-make(chan int):
    	case make(chan string) <- "x":
    	}
    }

    func nilChannel() {
    	var c chan int
    	<-c
    }

    func nothingToChoose() { select {} }

    func waitForTheLeaked(own, other chan int) {
    	<-own
    	other <- 1
    }

    //go:noinline
    func holdOwnChannel(c chan int) { <-c }

    //go:noinline
    func keep(c chan int) {
    	time.Sleep(time.Hour)
    	c <- 1
    }

    func lockGlobal() { registry.lock.Lock() }

    func afterAnHour() { <-time.After(time.Hour) }

    func tick() {
    	for range time.NewTicker(time.Minute).C {
    		ticks++
    	}
    }

    func sleepLong() { time.Sleep(time.Hour) }

    func accept(l net.Listener) { l.Accept() }

    func main() {
    	registry.subscribers = map[string][]chan int{}
    	registry.lock.Lock()
    	for i := 0; i < 12; i++ {
    		c := make(chan int, 4)
    		topic := fmt.Sprint("topic", i%3)
    		registry.subscribers[topic] = append(registry.subscribers[topic], c)
    		go deliver(topic, c)
    	}
    	for i := 0; i < 10; i++ {
    		search(3)
    		go lockTwice()
    		go lockTiny()
    		go readWhileWritten()
    		go waitForNobody()
    		go waitForSignal()
    		go chooseBetweenTheDead()
    	}
    	go nilChannel()
    	go nothingToChoose()
    	one, two := make(chan int), make(chan int)
    	go waitForTheLeaked(one, two)
    	go waitForTheLeaked(two, one)
    	c := make(chan int)
    	go holdOwnChannel(c)
    	go keep(c)
    	go lockGlobal()
    	go afterAnHour()
    	go tick()
    	go sleepLong()
    	l, err := net.Listen("tcp", "127.0.0.1:0")
    	if err != nil {
    		panic(err)
    	}
    	go accept(l)
    	l, one, two, c = nil, nil, nil, nil
    	time.Sleep(300 * time.Millisecond)
    	runtime.GC()
    	fmt.Println("ready")
    	for {
    		time.Sleep(20 * time.Millisecond)
    		if len(os.Args) < 2 {
    			continue
    		}
    		if _, err := os.Stat(os.Args[1]); err != nil {
    			continue
    		}
    		file, err := os.Create(os.Args[1] + ".tmp")
    		if err != nil {
    			panic(err)
    		}
    		if profile := pprof.Lookup("goroutineleak"); profile != nil {
    			profile.WriteTo(file, 2)
    		}
    		file.Close()
    		os.Rename(os.Args[1]+".tmp", os.Args[1]+".out")
    		time.Sleep(time.Hour)
    	}
    }
    """
}
