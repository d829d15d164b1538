// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import ProcessImages
import TestSupport
import Testing

@testable import GoRuntimeMemory

/// A program that grows in many places at once, compared before and after, on three toolchains.
@Suite(
  .enabled(if: !allToolchains.isEmpty, "\(GoToolchains.absence)"),
  .enabled(if: Tracing.isPermitted, "\(Tracing.absence)"),
  .serialized
)
struct GrowingHolderTests {
  /// Containers of the program below that get 200 elements more, by where they are.
  private static let expected: [(path: String, container: GrowingHolder.Container)] = [
    ("main.book.visits", .map), ("main.history", .slice), ("main.shared", .syncMap), ("main.queue", .channel),
    ("main.chain", .list), ("main.recent", .list), ("goroutines in main.score", .slice), ("main.titles", .map),
  ]

  @Test(arguments: threeToolchains)
  func `what grew is told by its container, with what came and what went`(_ version: String) async throws {
    let look = try await Self.look(version)
    #expect(look.snapshots.count == 2 && look.gaps.isEmpty, "\(look.gaps)")
    for (path, container) in Self.expected {
      let holder = try #require(
        look.holders.first { $0.path.hasPrefix(path) },
        "\(path) on \(version) of \(look.holders.map { "\($0.container) \($0.path) \($0.elementType)" })"
      )
      #expect(holder.container == container, "\(version): \(holder.path)")
      #expect(holder.containerPath.hasPrefix(path), "\(version): \(holder.containerPath)")
      #expect((195...205).contains(holder.came) && holder.gone == 0, "\(version): \(holder.path) \(holder.came)")
      #expect(holder.grownBytes >= 200 * 1000, "\(version): \(holder.path) \(holder.grownBytes)")
    }
  }

  @Test(arguments: threeToolchains)
  func `structure shows what no allocation site does`(_ version: String) async throws {
    let look = try await Self.look(version)
    func holder(_ isMeant: (GrowingHolder) -> Bool) throws -> GrowingHolder {
      let found = look.holders.first(where: isMeant)
      return try #require(
        found,
        "\(version): \(look.holders.map { "\($0.container) \($0.path) \($0.elementType)" })"
      )
    }
    let buffer = try holder { $0.container == .buffer }
    #expect(buffer.path.hasPrefix("main.log.buf"), "\(buffer.path)")
    let timers = try holder { $0.container == .timers }
    #expect(timers.came >= 200, "\(timers.path)")
    let contexts = try holder { $0.container == .context }
    #expect(contexts.root == GrowingHolder.Root(sort: .variable, name: "main.life"), "\(contexts.path)")
    let registry = try holder { $0.containerPath == "main.callbacks" }
    #expect(registry.closure == "main.register.func1")
    let local = try holder { $0.path.hasPrefix("goroutines in main.score") }
    #expect(local.isLocal && local.root.sort == .goroutine && local.root.name == "main.score")
    let deferred = try holder { $0.container == .deferredCalls }
    #expect(deferred.root.name == "main.postpone", "\(deferred.path)")
    // 10 bytes of 32 KiB each, by strings.
    let titles = try holder { $0.elementType == "main.Title" }
    #expect(titles.idleArrays == 200 && titles.lostArrayBytes >= 200 * 32_000)
    // Visits use all of theirs.
    #expect(try holder { $0.elementType == "main.Visit" }.idleArrays == 0)
    let cycle = try #require(look.finalizerCycles.first)
    #expect(cycle.type == "main.Handle" && cycle.before == 10 && cycle.after == 210 && cycle.gone == 0)
    // The bounded cache has turned over and is no larger.
    #expect(!look.holders.contains { $0.path.hasPrefix("main.bounded") })
  }

  @Test(arguments: threeToolchains.suffix(1))
  func `the tree begins with roots, adds up, and marks what accumulates`(_ version: String) async throws {
    let look = try await Self.look(version)
    let reached = try #require(look.snapshots.last?.reached.bytes)
    let roots = look.tree.filter { $0.depth == 0 }
    #expect(roots.reduce(0) { $0 + $1.bytes } <= reached)
    let titles = try #require(look.tree.first { $0.label == "main.titles" })
    #expect(titles.bytes >= 210 * 32_768 && (titles.bytesBefore ?? 0) < titles.bytes)
    #expect(look.tree.contains { $0.isAccumulation && $0.label == "[int] -> *main.Title" })
    for (above, below) in zip(look.tree, look.tree.dropFirst()) { #expect(below.depth <= above.depth + 1) }
  }

  @Test(arguments: threeToolchains.suffix(1))
  func `the result says the same after it was written and read`(_ version: String) async throws {
    let look = try await Self.look(version)
    let again = try JSONDecoder().decode(ObjectGraphLook.self, from: try JSONEncoder().encode(look))
    #expect(again == look)
  }

  private static func look(_ version: String) async throws -> ObjectGraphLook {
    let running = try RunningGoProgram(try await GoToolchains.build(source, version: version))
    let program = try LiveProgram(pid: running.pid)
    let before = try program.inventory(of: try program.snapshot(.init()), at: 100)
    kill(pid_t(running.pid), SIGUSR1)
    try await Task.sleep(for: .milliseconds(800))
    return try program.look(at: try program.snapshot(.init()), at: 110, since: before)
  }

  private static let threeToolchains = ["go1.22.10", "go1.24.11", "go1.27.3"].filter { allToolchains.contains($0) }

  static let source = """
    package main

    import (
    	"bytes"
    	"container/list"
    	"context"
    	"fmt"
    	"os"
    	"os/signal"
    	"runtime"
    	"strings"
    	"sync"
    	"syscall"
    	"time"
    )

    type Visit struct{ notes []byte }
    type Event struct{ data [1024]byte }
    type Shared struct{ data [1024]byte }
    type Queued struct{ data [1024]byte }
    type Profile struct{ data [1024]byte }
    type Callback struct{ data [1024]byte }
    type Kept struct{ data [1024]byte }
    type Title struct {
    	text string
    	number int
    }

    type Item struct {
    	next *Item
    	data [1024]byte
    }

    type Book struct{ visits map[string]*Visit }

    type Handle struct {
    	peer *Handle
    	data [1024]byte
    }

    var (
    	book      = Book{visits: map[string]*Visit{}}
    	history   []*Event
    	shared    sync.Map
    	queue     = make(chan *Queued, 1000)
    	chain     *Item
    	recent    = list.New()
    	callbacks []func() byte
    	titles    = map[int]*Title{}
    	bounded   = map[int]*Kept{}
    	log       bytes.Buffer
    	life, _   = context.WithCancel(context.Background())
    	scores    = make(chan int)
    	calls     = make(chan int)
    	number    int
    )

    //go:noinline
    func score() {
    	var profiles []*Profile
    	for range scores {
    		profiles = append(profiles, &Profile{})
    	}
    	fmt.Println(len(profiles))
    }

    //go:noinline
    func postpone() {
    	for n := range calls {
    		data := make([]byte, 1024)
    		defer func() { data[0] = byte(n) }()
    	}
    }

    //go:noinline
    func register(x *Callback) {
    	callbacks = append(callbacks, func() byte { return x.data[0] })
    }

    //go:noinline
    func later(data []byte) {
    	time.AfterFunc(time.Hour, func() { data[0] = 1 })
    }

    //go:noinline
    func open() {
    	a, b := &Handle{}, &Handle{}
    	a.peer, b.peer = b, a
    	runtime.SetFinalizer(a, func(*Handle) {})
    }

    func grow(n int) {
    	for i := 0; i < n; i++ {
    		number++
    		book.visits[fmt.Sprint(number)] = &Visit{notes: make([]byte, 1024)}
    		history = append(history, &Event{})
    		shared.Store(number, &Shared{})
    		queue <- &Queued{}
    		chain = &Item{next: chain}
    		recent.PushBack(make([]byte, 1024))
    		register(&Callback{})
    		file := strings.Repeat("x", 32<<10)
    		titles[number] = &Title{text: file[100:110], number: number}
    		bounded[number%10] = &Kept{}
    		log.Write(make([]byte, 4096))
    		child, _ := context.WithCancel(context.WithValue(life, "key", make([]byte, 1024)))
    		_ = child.Err()
    		later(make([]byte, 1024))
    		open()
    		scores <- number
    		calls <- number
    	}
    }

    func main() {
    	go score()
    	go postpone()
    	grow(10)
    	signals := make(chan os.Signal, 1)
    	signal.Notify(signals, syscall.SIGUSR1)
    	runtime.GC()
    	fmt.Println("ready")
    	for range signals {
    		grow(200)
    	}
    }
    """
}
