// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Foundation
import ProcessImages
import TestSupport
import Testing

@testable import GoRuntimeMemory

/// The runtime's own counters against what is read from outside, on real programs of all toolchains.
@Suite(
  .enabled(if: !allToolchains.isEmpty, "\(GoToolchains.absence)"),
  .enabled(if: Tracing.isPermitted, "\(Tracing.absence)"),
  .serialized
)
struct TotalsTests {
  @Test(arguments: allToolchains)
  func `objects and bytes agree with the runtime's own counters to 0.01 percent`(_ version: String) async throws {
    let running = try RunningGoProgram(try await GoToolchains.build(manyKinds, version: version))
    try expectAgreement(running)
  }

  @Test(arguments: allToolchains.filter { ["go1.22.10", "go1.27.3"].contains($0) })
  func `a position-independent program is read as any other`(_ version: String) async throws {
    let running = try RunningGoProgram(
      try await GoToolchains.build(manyKinds, version: version, flags: ["-buildmode=pie"])
    )
    try expectAgreement(running)
  }

  @Test(arguments: allToolchains.filter { ["go1.22.10", "go1.27.3"].contains($0) })
  func `what is reached stays the same while the program allocates and collects`(_ version: String) async throws {
    let running = try RunningGoProgram(
      try await GoToolchains.build(manyKinds, version: version),
      arguments: ["spin"],
      environment: ["GOGC": "5"]
    )
    let debug = try debugInformation(of: running.pid)
    var counts: [Int] = []
    for _ in 0..<8 {
      let program = try ProgramGraph(try ProcessSnapshot.take(running.pid), debug: debug)
      counts.append(program.graph.objectCount)
      #expect(try running.condition().tracer == 0)
    }
    let least = try #require(counts.min())
    let most = try #require(counts.max())
    // The loop itself holds some objects at some moments; the 60 thousand others must all be there each time.
    #expect(most - least <= 200, "\(counts)")
    #expect(least > 50_000)
  }

  @Test(arguments: allToolchains.suffix(1))
  func `a stripped program is refused with what to do`(_ version: String) async throws {
    let running = try RunningGoProgram(
      try await GoToolchains.build(manyKinds, version: version, flags: ["-ldflags=-w"])
    )
    let snapshot = try ProcessSnapshot.take(running.pid)
    #expect(throws: HeapError.stripped) {
      try ProgramGraph(snapshot, debug: try debugInformation(of: running.pid))
    }
  }

  private func expectAgreement(_ running: RunningGoProgram) throws {
    let told = running.firstLine.split(separator: " ").compactMap { Int($0) }
    try #require(told.count == 2, "\(running.firstLine)")
    let snapshot = try ProcessSnapshot.take(running.pid)
    let program = try ProgramGraph(snapshot, debug: try debugInformation(of: running.pid))
    #expect(program.heap.gaps.isEmpty)
    // Printing the counters allocates a few objects after they were read.
    #expect(
      abs(program.heap.objectCount - told[0]) <= max(told[0] / 10_000, 16),
      "\(program.heap.objectCount) of \(told[0])"
    )
    #expect(abs(Int(program.heap.byteCount) - told[1]) <= max(told[1] / 10_000, 10_000))
    // All but what died since the collection is reached, and nothing but what is there.
    #expect(program.graph.objectCount <= program.heap.objectCount)
    #expect(Double(program.graph.objectCount) >= 0.999 * Double(program.heap.objectCount))
    #expect(program.graph.danglingCount * 1000 <= program.graph.edgeCount)
    #expect(program.retained[0] == program.graph.byteCount)
    #expect(program.goroutines.allSatisfy { $0.gap == nil })
    let condition = try running.condition()
    #expect(condition.tracer == 0 && "SR".contains(condition.state))
  }
}

let allToolchains = GoToolchains.installed(
  among: ["go1.21.13", "go1.22.10", "go1.24.11", "go1.25.5", "go1.26.6", "go1.27.3"])

func debugInformation(of pid: Int) throws -> DebugInfo {
  let file = try MappedFile(path: "/proc/\(pid)/exe")
  return DebugInfo(of: try ELFFile(file.bytes), in: file.bytes)
}

/// Holds objects of all sorts whose pointers the runtime describes in different ways, then tells its own counters.
let manyKinds = """
  package main

  import (
  	"container/list"
  	"fmt"
  	"os"
  	"runtime"
  	"runtime/debug"
  	"sync"
  	"sync/atomic"
  	"time"
  )

  var settled atomic.Int32

  type User struct {
  	ID    int64
  	Name  string
  	Tags  []string
  	Boss  *User
  	Attrs map[string]int
  }

  type Session struct {
  	Key   string
  	Owner *User
  	Body  []byte
  }

  type Big struct {
  	Header [40]uint64
  	Refs   [80]*Session
  	Tail   string
  }

  var (
  	cache     = map[string]*Session{}
  	wide      = map[int32]Big{}
  	callbacks []func() int
  	shared    sync.Map
  	chain     = list.New()
  	queue     = make(chan *Session, 256)
  	anything  []any
  	bigs      []*Big
  	array     []Big
  	users     []*User
  	timers    []*time.Timer
  	finalized *Session
  )

  func session(i, n int) *Session {
  	u := &User{ID: int64(i), Name: fmt.Sprint("user-", i), Tags: []string{"a", fmt.Sprint("t", i)}}
  	return &Session{Key: fmt.Sprint("k-", i), Owner: u, Body: make([]byte, n)}
  }

  func blocked(hold []*Session) {
  	c := make(chan int)
  	settled.Add(1)
  	<-c
  	fmt.Println(len(hold))
  }

  func deep(n int, u *User) int {
  	var local [4]*User
  	local[n%4] = &User{ID: int64(n), Boss: u}
  	if n == 0 {
  		settled.Add(1)
  		time.Sleep(time.Hour)
  	}
  	return deep(n-1, local[n%4]) + int(local[n%4].ID)
  }

  func main() {
  	for i := 0; i < 2000; i++ {
  		s := session(i, 300)
  		cache[s.Key] = s
  		shared.Store(i, session(i, 10))
  		chain.PushBack(session(i, 20))
  		anything = append(anything, Session{Key: "x"}, i, &User{Name: "p"}, [3]string{"1", "2", fmt.Sprint(i)})
  		x := make([]byte, 64)
  		callbacks = append(callbacks, func() int { return len(x) })
  		if i%10 == 0 {
  			b := &Big{Tail: fmt.Sprint("tail", i)}
  			b.Refs[i%80] = session(i, 5)
  			bigs = append(bigs, b)
  			wide[int32(i)] = *b
  			us := make([]User, 60)
  			us[3].Boss = &User{ID: 7}
  			users = append(users, &us[3])
  			timers = append(timers, time.AfterFunc(time.Hour, func() { fmt.Println(len(x)) }))
  		}
  		select {
  		case queue <- session(i, 30):
  		default:
  		}
  	}
  	array = make([]Big, 200)
  	for i := range array {
  		array[i].Refs[79] = session(i, 5)
  	}
  	finalized = session(1, 10)
  	runtime.SetFinalizer(finalized, func(s *Session) { fmt.Println(s.Key) })
  	for i := 0; i < 50; i++ {
  		go blocked([]*Session{session(i, 100)})
  		go deep(i, nil)
  	}
  	for settled.Load() < 100 {
  		time.Sleep(10 * time.Millisecond)
  	}
  	time.Sleep(50 * time.Millisecond)
  	if len(os.Args) > 1 {
  		fmt.Println("ready")
  		for {
  			for i := 0; i < 1000; i++ {
  				anything[i] = session(i, 50)
  			}
  			time.Sleep(time.Millisecond)
  		}
  	}
  	fmt.Fprintln(os.Stderr, "warm")
  	runtime.GC()
  	runtime.GC()
  	debug.SetGCPercent(-1)
  	runtime.GC()
  	var m runtime.MemStats
  	runtime.ReadMemStats(&m)
  	fmt.Println(m.HeapObjects, m.HeapAlloc)
  	time.Sleep(time.Hour)
  	runtime.KeepAlive(finalized)
  }
  """
