// Command recorder leaks a little of everything in known amounts and writes its own profiles into the folder named by
// its argument. Scripts/record-profile-fixtures builds and runs it with every Go version.
package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"
)

type order struct {
	next  *order
	lines [120]byte
}

var (
	orders  *order
	buffers [][]byte
	sink    int
)

//go:noinline
func retainOrders(n int) {
	for i := 0; i < n; i++ {
		orders = &order{next: orders}
	}
}

//go:noinline
func retainBuffers(n int) {
	for i := 0; i < n; i++ {
		buffers = append(buffers, make([]byte, 64<<10))
	}
}

//go:noinline
func discard(n int) {
	for i := 0; i < n; i++ {
		sink += len(bytes.Repeat([]byte("x"), 10_000+i))
	}
}

// collect is generic: its name carries [go.shape...] in profiles.
//
//go:noinline
func collect[T any](n int, make func(int) T) []T {
	var all []T
	for i := 0; i < n; i++ {
		all = append(all, make(i))
	}
	return all
}

// receive is small enough to be inlined into its callers.
func receive(c chan int) int { return <-c }

func waitForReply(c chan int) { sink += receive(c) }

func waitForever(ctx context.Context) { <-ctx.Done() }

func leakGoroutines() {
	for i := 0; i < 7; i++ {
		go waitForReply(make(chan int))
	}
	for i := 0; i < 4; i++ {
		c := make(chan int)
		go func() { c <- 1 }()
	}
	for i := 0; i < 3; i++ {
		ctx := pprof.WithLabels(context.Background(), pprof.Labels("handler", "/orders", "tenant id", fmt.Sprint("t-", i%2)))
		done, cancel := context.WithCancel(ctx)
		_ = cancel
		go func() {
			pprof.SetGoroutineLabels(ctx)
			waitForever(done)
		}()
	}
	for i := 0; i < 2; i++ {
		wg := new(sync.WaitGroup)
		wg.Add(1)
		go wg.Wait()
	}
}

func contend() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := 0; j < 20; j++ {
				mu.Lock()
				time.Sleep(100 * time.Microsecond)
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
}

//go:noinline
func spin(until time.Time) {
	for time.Now().Before(until) {
		for i := 0; i < 100_000; i++ {
			sink += i * i
		}
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(folder, name, file string, debug int) {
	profile := pprof.Lookup(name)
	if profile == nil {
		return
	}
	f, err := os.Create(filepath.Join(folder, file))
	check(err)
	check(profile.WriteTo(f, debug))
	check(f.Close())
}

func record(folder string) {
	f, err := os.Create(filepath.Join(folder, "cpu.pb.gz"))
	check(err)
	check(pprof.StartCPUProfile(f))
	spin(time.Now().Add(200 * time.Millisecond))
	pprof.StopCPUProfile()
	check(f.Close())

	contend()
	retainOrders(20_000)
	retainBuffers(100)
	discard(500)
	buffers = append(buffers, collect(40, func(i int) []byte { return make([]byte, 32<<10) })...)
	leakGoroutines()
	time.Sleep(50 * time.Millisecond)
	runtime.GC()
	runtime.GC()

	for _, name := range []string{"heap", "allocs", "block", "mutex", "threadcreate", "goroutine", "goroutineleak"} {
		write(folder, name, name+".pb.gz", 0)
	}
	write(folder, "goroutine", "goroutine.debug1.txt", 1)
	write(folder, "goroutineleak", "goroutineleak.debug1.txt", 1)
	os.Exit(0)
}

func main() {
	runtime.SetBlockProfileRate(1)
	runtime.SetMutexProfileFraction(1)
	runtime.MemProfileRate = 64 << 10
	go record(os.Args[1])
	// Blocked for ever: Go 1.27 counts main as leaked for a moment, which leaves a record without a stack.
	select {}
}
