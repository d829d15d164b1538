// SPDX-License-Identifier: Apache-2.0

// Command reader tells with Go's own trace reader what a trace says of goroutines and calls: what tests compare with.
//
// The reader is internal to the toolchain: Scripts/trace-reader copies it beside this program as package itrace.
//
// Usage: reader FILE          the text that tests compare with
//
//	reader -count FILE   only the number of events, for measuring
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
	"syscall"

	trace "shop.example/reader/itrace"
)

// goroutine is what is kept of one goroutine.
type goroutine struct {
	id                                      trace.GoID
	states                                  int
	hash                                    uint64
	state                                   byte
	isOld, isEnded                          bool
	creation, entry, place, reason          string
	call                                    *call
	since, created                          trace.Time
	wakes, timerWakes, syscalls, placeMoves int
	hasBlocked                              bool
	running                                 trace.Time
}

// call counts what was done from one stack.
type call struct {
	kind, reason, stack string
	count, pending      int
	time                trace.Time
}

var (
	goroutines = map[trace.GoID]*goroutine{}
	all        []*goroutine
	calls      = map[[3]string]*call{}
	heapBytes  = map[trace.ThreadID]uint64{}
	heap       []uint64
)

func text(stack trace.Stack) string {
	var frames []string
	for frame := range stack.Frames() {
		frames = append(frames, fmt.Sprintf("%s %s:%d", frame.Func, frame.File, frame.Line))
	}
	return strings.Join(frames, " < ")
}

func count(kind, reason, stack string) *call {
	if stack == "" {
		return nil
	}
	key := [3]string{kind, reason, stack}
	if calls[key] == nil {
		calls[key] = &call{kind: kind, reason: reason, stack: stack}
	}
	calls[key].count++
	return calls[key]
}

func letter(state trace.GoState) byte {
	switch state {
	case trace.GoRunnable:
		return 'R'
	case trace.GoRunning:
		return 'X'
	case trace.GoWaiting:
		return 'W'
	case trace.GoSyscall:
		return 'S'
	case trace.GoNotExist:
		return 'E'
	}
	return '?'
}

func (g *goroutine) leaveCall(now trace.Time) {
	if g.call != nil && now > g.since {
		g.call.time += now - g.since
	}
	g.call = nil
}

func transition(event trace.Event) {
	change := event.StateTransition()
	if change.Resource.Kind != trace.ResourceGoroutine {
		return
	}
	id, now := change.Resource.Goroutine(), event.Time()
	from, to := change.Goroutine()
	g := goroutines[id]
	if g == nil {
		g = &goroutine{id: id, hash: 0xcbf29ce484222325, isOld: from == trace.GoUndetermined, since: now, created: now}
		goroutines[id] = g
		all = append(all, g)
		if from == trace.GoNotExist && to != trace.GoSyscall {
			g.creation, g.entry = text(event.Stack()), text(change.Stack)
			count("create", "", g.creation)
		}
	}
	if from != to {
		if from == trace.GoRunning {
			g.running += now - g.since
		}
		switch {
		case from == trace.GoWaiting && to == trace.GoRunnable:
			g.wakes++
			if event.Goroutine() == trace.NoGoroutine && (g.reason == "sleep" || g.reason == "chan receive" || g.reason == "select") {
				g.timerWakes++
			}
			g.leaveCall(now)
		case from == trace.GoSyscall, to == trace.GoNotExist:
			g.leaveCall(now)
		}
		switch {
		case from == trace.GoRunning && to == trace.GoWaiting:
			place := text(change.Stack)
			if g.hasBlocked && place != g.place && place != "" {
				g.placeMoves++
			}
			g.hasBlocked = place != ""
			g.place, g.reason = place, change.Reason
			g.call = count("block", g.reason, place)
		case from == trace.GoRunning && to == trace.GoSyscall:
			g.syscalls++
			g.call = count("syscall", "", text(change.Stack))
		}
		g.state = letter(to)
		g.states++
		g.hash = (g.hash ^ uint64(g.state)) * 0x100000001b3
		g.since = now
	}
	// A state that is told again comes with a stack, which counts where none is known.
	if (from == trace.GoUndetermined || from == to) && g.place == "" {
		if g.place = text(change.Stack); g.place != "" && g.call == nil {
			switch to {
			case trace.GoWaiting:
				g.call = count("block", g.reason, g.place)
			case trace.GoSyscall:
				g.call = count("syscall", "", g.place)
			}
		}
	}
	if to == trace.GoNotExist {
		if g.creation != "" {
			calls[[3]string{"create", "", g.creation}].time += now - g.created
		}
		g.isEnded = true
		delete(goroutines, id)
	}
}

func metric(event trace.Event) {
	if sample := event.Metric(); sample.Name == "/memory/classes/heap/objects:bytes" {
		heapBytes[event.Thread()] = sample.Value.Uint64()
	}
}

func milliseconds(time trace.Time) int64 { return (int64(time) + 500_000) / 1_000_000 }

func print(last trace.Time) {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	sort.Slice(all, func(i, j int) bool { return all[i].id < all[j].id })
	for _, g := range all {
		if g.state == 'X' {
			g.running += last - g.since
		}
		if g.call != nil {
			g.call.pending++
		}
		if g.creation != "" && !g.isEnded {
			calls[[3]string{"create", "", g.creation}].pending++
		}
		fmt.Fprintf(out, "goroutine %d %c states %d %016x wakes %d timer %d syscalls %d moves %d running %d ms", g.id, g.state,
			g.states, g.hash, g.wakes, g.timerWakes, g.syscalls, g.placeMoves, milliseconds(g.running))
		first := func(stack string) string { return strings.Split(stack, " < ")[0] }
		if g.entry != "" {
			fmt.Fprintf(out, " runs %s by %s", first(g.entry), first(g.creation))
		}
		if g.place != "" {
			fmt.Fprintf(out, " at %s", first(g.place))
		}
		if g.reason != "" {
			fmt.Fprintf(out, " for %s", g.reason)
		}
		fmt.Fprintln(out)
	}
	var lines []string
	for _, c := range calls {
		kind := c.kind
		if kind == "syscall" && isCgo(c.stack) {
			kind = "cgo"
		}
		lines = append(lines, fmt.Sprintf("%s %d pending %d %d ms %q %s", kind, c.count, c.pending, milliseconds(c.time), c.reason, c.stack))
	}
	sort.Strings(lines)
	for _, line := range lines {
		fmt.Fprintln(out, line)
	}
	for _, bytes := range heap {
		fmt.Fprintln(out, "heap", bytes)
	}
}

func isCgo(stack string) bool {
	for _, frame := range strings.Split(stack, " < ") {
		if strings.HasPrefix(frame, "runtime.cgocall ") || strings.Contains(frame, "_cgo_gotypes.go") {
			return true
		}
		if !strings.HasPrefix(frame, "runtime.") {
			return false
		}
	}
	return false
}

func main() {
	path := os.Args[len(os.Args)-1]
	file, err := os.Open(path)
	if err != nil {
		panic(err)
	}
	reader, err := trace.NewReader(bufio.NewReaderSize(file, 1<<20))
	if err != nil {
		panic(err)
	}
	onlyCount := os.Args[1] == "-count"
	var events int
	var last trace.Time
	for {
		event, err := reader.ReadEvent()
		if err == io.EOF {
			break
		}
		if err != nil {
			panic(err)
		}
		events++
		if onlyCount {
			continue
		}
		switch event.Kind() {
		case trace.EventStateTransition:
			transition(event)
		case trace.EventMetric:
			metric(event)
		case trace.EventRangeEnd:
			if event.Range().Name == "GC concurrent mark phase" {
				heap = append(heap, heapBytes[event.Thread()])
			}
		}
		if event.Kind() != trace.EventSync {
			last = event.Time()
		}
	}
	if !onlyCount {
		print(last)
		return
	}
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	seconds := float64(usage.Utime.Sec+usage.Stime.Sec) + float64(usage.Utime.Usec+usage.Stime.Usec)/1e6
	fmt.Println(events, seconds, usage.Maxrss/1024)
}
