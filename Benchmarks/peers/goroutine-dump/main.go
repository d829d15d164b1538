// Command peers parses a goroutine dump with other tools' parsers and prints what Benchmarks/run puts into its table.
//
// Usage: peers goleak|panicparse FILE. Line: goroutines, 0 groups (grouping costs panicparse as much again and is not measured), CPU seconds, peak MB of the
// process's own memory.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/maruel/panicparse/v2/stack"

	goleak "peers/goleakstack"
)

func main() {
	file, err := os.Open(os.Args[2])
	check(err)
	info, err := file.Stat()
	check(err)
	data, err := syscall.Mmap(int(file.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_PRIVATE)
	check(err)
	goroutines := 0
	start := cpuTime()
	switch os.Args[1] {
	case "goleak":
		goleak.Input = data
		goroutines = len(goleak.All())
	case "panicparse":
		reader := io.Reader(bytes.NewReader(data))
		for {
			snapshot, suffix, err := stack.ScanSnapshot(reader, io.Discard, &stack.Opts{})
			if snapshot != nil {
				goroutines += len(snapshot.Goroutines)
			}
			if err != nil || snapshot == nil {
				break
			}
			reader = io.MultiReader(bytes.NewReader(suffix), reader)
		}
	}
	fmt.Println(goroutines, 0, (cpuTime() - start).Seconds(), ownMemory())
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// cpuTime is the user time of all threads: a collector on another core is paid for as well.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// ownMemory is the resident memory that no file backs, in MB; the heap of these parsers only grows.
func ownMemory() int {
	status, err := os.ReadFile("/proc/self/status")
	check(err)
	for _, line := range strings.Split(string(status), "\n") {
		var kilobytes int
		if _, err := fmt.Sscanf(line, "RssAnon: %d kB", &kilobytes); err == nil {
			return kilobytes / 1024
		}
	}
	return 0
}
