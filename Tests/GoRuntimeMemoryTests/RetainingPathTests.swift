// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import ProcessImages
import TestSupport
import Testing

@testable import GoRuntimeMemory

/// Paths to planted objects, on every toolchain.
@Suite(
  .enabled(if: !allToolchains.isEmpty, "\(GoToolchains.absence)"),
  .enabled(if: Tracing.isPermitted, "\(Tracing.absence)"),
  .serialized
)
struct RetainingPathTests {
  /// Types of the program below, where their objects hang, and how many there are.
  private static let expected: [(type: String, path: String, count: Int)] = [
    ("main.Visit", "main.book.visits[string] -> *main.Visit", 64),
    ("main.Event", "main.history[i] -> *main.Event", 50),
    ("main.Boxed", "main.anything[i].(main.Boxed)", 30),
    ("main.Queued", "main.queue.buf[i] -> *main.Queued", 20),
    ("main.Wide", "main.wide[int32] -> *main.Wide", 25),
    ("main.Late", "main.lateness.late -> *main.Late", 1),
  ]

  @Test(arguments: allToolchains)
  func `objects are found by the path that a Go programmer would write`(_ version: String) async throws {
    let running = try RunningGoProgram(try await GoToolchains.build(Self.source, version: version))
    let program = try LiveProgram(pid: running.pid)
    for (type, path, count) in Self.expected {
      var question = LiveProgram.Question()
      question.type = type
      let retention = try program.retention(question, limits: .init())
      let match = try #require(retention.matches?.first, "\(type) on \(version)")
      #expect(match.path == path)
      #expect(match.count == count, "\(type) on \(version)")
    }
  }

  @Test(arguments: allToolchains)
  func `one object tells its path, its holders and what it retains`(_ version: String) async throws {
    let running = try RunningGoProgram(try await GoToolchains.build(Self.source, version: version))
    let addresses = running.firstLine.split(separator: " ").compactMap { UInt64($0.dropFirst(2), radix: 16) }
    try #require(addresses.count == 4, "\(running.firstLine)")
    let program = try LiveProgram(pid: running.pid)
    var question = LiveProgram.Question()
    func object(_ address: UInt64) throws -> HeapRetention.Object {
      question.address = address
      return try #require(try program.retention(question, limits: .init()).object)
    }
    let notes = try object(addresses[0])
    #expect(notes.path == "main.book.visits[string(2)] -> *main.Visit .notes -> [8192]byte")
    #expect(notes.bytes == 8192 && notes.type == "[8192]byte" && notes.holderCount == 1)
    question.showsValues = true
    #expect(try object(addresses[0]).path == "main.book.visits[\"41\"] -> *main.Visit .notes -> [8192]byte")
    question.showsValues = false
    // The book alone holds its visits.
    let visit = try object(addresses[1])
    #expect(visit.retainedBytes >= 8192 && visit.retains.first?.name == "[]byte")
    // The last of a list of 1,000: 999 steps are one.
    let item = try object(addresses[2])
    #expect(item.path == "main.chain -> *main.Item .next^999 -> *main.Item")
    #expect(try object(addresses[3]).path.hasPrefix("main.callbacks[7] -> closure main.register.func1"))
    question.address = 0x10
    #expect(throws: HeapError.noObject("0x10")) { try program.retention(question, limits: .init()) }
  }

  @Test(arguments: allToolchains.suffix(1))
  func `the overview shows what accumulates, roots and types, and loses no byte`(_ version: String) async throws {
    let running = try RunningGoProgram(try await GoToolchains.build(Self.source, version: version))
    let retention = try LiveProgram(pid: running.pid).retention(.init(), limits: .init())
    let visits = try #require(retention.accumulations.first)
    #expect(visits.path == "main.book.visits[string] -> *main.Visit")
    #expect(visits.count == 64 && visits.retainedBytes >= 60 * 8192)
    #expect(retention.roots.first?.path == "main.book")
    // The stack holds what no variable of a package does.
    var question = LiveProgram.Question()
    question.type = "main.Order"
    let backlog = try #require(try LiveProgram(pid: running.pid).retention(question, limits: .init()).matches?.first)
    #expect(backlog.path == "goroutines in main.consume [chan receive] / backlog[i] -> *main.Order")
    #expect(backlog.count == 40)
    #expect(retention.roots.reduce(0) { $0 + $1.retainedBytes } <= retention.reached.bytes)
    #expect(retention.typedShare > 0.9)
    #expect(retention.gaps.isEmpty)
    let stop = try #require(retention.stop)
    #expect(stop.milliseconds > 0 && stop.threads > 1)
  }

  static let source = """
    package main

    import (
    	"fmt"
    	"time"
    )

    type Visit struct {
    	id    int
    	notes []byte
    }

    type Book struct {
    	name   string
    	visits map[string]*Visit
    }

    type Order struct{ id, a, b int }
    type Event struct{ id, a, b int }
    type Boxed struct{ id, a, b int }
    type Queued struct{ id, a, b int }
    type Late struct{ id, a, b int }

    type Wide struct {
    	id  int
    	all [40]int
    }

    type Item struct {
    	next *Item
    	id   int
    }

    type Lateness struct {
    	n    int
    	late *Late
    }

    var (
    	book      = Book{visits: map[string]*Visit{}}
    	history   []*Event
    	anything  []any
    	queue     = make(chan *Queued, 64)
    	wide      = map[int32]*Wide{}
    	lateness  Lateness
    	chain     *Item
    	callbacks []func() byte
    )

    //go:noinline
    func consume(c chan int, n int) {
    	backlog := make([]*Order, 0, n)
    	for i := 0; i < n; i++ {
    		backlog = append(backlog, &Order{id: i})
    	}
    	v := <-c
    	fmt.Println(v, len(backlog), backlog[0])
    }

    //go:noinline
    func register(x []byte) {
    	callbacks = append(callbacks, func() byte { return x[0] })
    }

    func main() {
    	for i := 0; i < 64; i++ {
    		book.visits[fmt.Sprint(i)] = &Visit{id: i, notes: make([]byte, 8192)}
    	}
    	for i := 0; i < 50; i++ {
    		history = append(history, &Event{id: i})
    	}
    	for i := 0; i < 30; i++ {
    		anything = append(anything, Boxed{id: i})
    	}
    	for i := 0; i < 20; i++ {
    		queue <- &Queued{id: i}
    	}
    	for i := int32(0); i < 25; i++ {
    		wide[i] = &Wide{id: int(i)}
    	}
    	lateness.late = &Late{id: 1}
    	var last *Item
    	for i := 0; i < 1000; i++ {
    		item := &Item{id: i}
    		if last == nil {
    			chain = item
    		} else {
    			last.next = item
    		}
    		last = item
    	}
    	var captured *byte
    	for i := 0; i < 10; i++ {
    		x := make([]byte, 100)
    		register(x)
    		if i == 7 {
    			captured = &x[0]
    		}
    	}
    	go consume(make(chan int), 40)
    	time.Sleep(50 * time.Millisecond)
    	v := book.visits["41"]
    	fmt.Printf("%p %p %p %p\\n", &v.notes[0], v, last, captured)
    	v, last, captured = nil, nil, nil
    	for {
    		time.Sleep(time.Hour)
    	}
    }
    """
}
