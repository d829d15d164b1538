// Command formats writes the goroutine texts of the Go version that it was built with, as fixtures for decoders.
//
// Usage: formats FOLDER writes dumps of a process full of different goroutines into FOLDER.
// Usage: formats blocked FOLDER writes a leak profile while main blocks for ever.
// Usage: formats crash KIND dies in a certain way, with the dump on standard error.
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"
)

func main() {
	if len(os.Args) == 3 && os.Args[1] == "crash" {
		crash(os.Args[2])
		return
	}
	if len(os.Args) == 3 && os.Args[1] == "blocked" {
		go writeLeaksOfBlockedMain(os.Args[2])
		select {}
	}
	park()
	time.Sleep(200 * time.Millisecond)
	runtime.GC()
	folder := os.Args[1]
	write := func(name string, body func(file *os.File) error) {
		file, err := os.Create(filepath.Join(folder, name))
		check(err)
		check(body(file))
		check(file.Close())
	}
	profile := func(name string, debug int) func(*os.File) error {
		return func(file *os.File) error { return pprof.Lookup(name).WriteTo(file, debug) }
	}
	write("debug1.txt", profile("goroutine", 1))
	write("debug2.txt", profile("goroutine", 2))
	write("goroutine.pb.gz", profile("goroutine", 0))
	if pprof.Lookup("goroutineleak") != nil {
		write("leak.pb.gz", profile("goroutineleak", 0))
		write("leak1.txt", profile("goroutineleak", 1))
		write("leak2.txt", profile("goroutineleak", 2))
	}
	write("two-dumps.txt", func(file *os.File) error {
		buffer := make([]byte, 1<<20)
		fmt.Fprintln(file, "2024/01/02 03:04:05 dump requested")
		file.Write(buffer[:runtime.Stack(buffer, true)])
		fmt.Fprintln(file, "\n2024/01/02 03:05:05 dump requested")
		_, err := file.Write(buffer[:runtime.Stack(buffer, true)])
		return err
	})
	extra(folder)
}

func writeLeaksOfBlockedMain(folder string) {
	go receive(make(chan int))
	time.Sleep(100 * time.Millisecond)
	for debug, name := range []string{"leak-main-blocked.pb.gz", "leak1-main-blocked.txt"} {
		file, err := os.Create(filepath.Join(folder, name))
		check(err)
		check(pprof.Lookup("goroutineleak").WriteTo(file, debug))
		check(file.Close())
	}
	os.Exit(0)
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// held keeps the collector from closing connections that nobody uses any more.
var held []any

// park leaves goroutines behind in every state that a program can reach.
func park() {
	var nilChannel chan int
	unbuffered := make(chan int)
	for i := 0; i < 3; i++ {
		go receive(unbuffered)
		go send(make(chan int), i)
	}
	go rangeOver(make(chan string))
	go func() { <-nilChannel }()
	go func() { nilChannel <- 1 }()
	go func() { select {} }()
	go func() {
		select {
		case <-unbuffered:
		case nilChannel <- 2:
		}
	}()
	go time.Sleep(time.Hour)
	go sleepLonger()

	var mutex sync.Mutex
	mutex.Lock()
	var readWrite sync.RWMutex
	readWrite.Lock()
	var group sync.WaitGroup
	group.Add(1)
	condition := sync.NewCond(&sync.Mutex{})
	for i := 0; i < 2; i++ {
		go lock(&mutex)
		go readLock(&readWrite)
		go writeLock(&readWrite)
		go group.Wait()
		go wait(condition)
	}
	var ready sync.WaitGroup
	ready.Add(1)
	go func() {
		runtime.LockOSThread()
		ready.Done()
		receive(unbuffered)
	}()
	ready.Wait()

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	connection, err := net.Dial("tcp", listener.Addr().String())
	check(err)
	accepted, err := listener.Accept()
	check(err)
	held = append(held, listener, connection, accepted)
	go listener.Accept()
	go connection.Read(make([]byte, 1))
	go fillConnection(connection)

	box := &Box[map[string]int]{ready: make(chan map[string]int)}
	go box.Take()
	go generic(make(chan []byte))
	go deep(150, unbuffered)
	go deep(60, unbuffered)
	go arguments(1, 2, [3]int{3, 4, 5}, struct{ A, B, C int }{6, 7, 8}, "nine", []byte("ten"), 11, 12, 13, 14, unbuffered)

	hostile := pprof.Labels("endpoint", "/orders/{id}]: [x", "quote", "a \"b\" c", "line", "one\ntwo", "word", "größe",
		"plain", "value_1.0/x", "key with space", "v")
	pprof.Do(context.Background(), hostile, func(context.Context) {
		for i := 0; i < 2; i++ {
			go receive(unbuffered)
		}
	})
	pprof.Do(context.Background(), pprof.Labels("tenant", "a"), func(ctx context.Context) {
		go receive(unbuffered)
		pprof.Do(ctx, pprof.Labels("job", "7"), func(context.Context) { go receive(unbuffered) })
	})
	go func() {
		go func() {
			go receive(unbuffered)
			receive(unbuffered)
		}()
		receive(unbuffered)
	}()
	go func() { defer receive(unbuffered) }()
	go readPipe()
	go busy()
	parkNewer()
}

func receive(c chan int)         { <-c }
func send(c chan int, value int) { c <- value }
func sleepLonger()               { time.Sleep(90 * time.Minute) }
func lock(m *sync.Mutex)         { m.Lock() }
func readLock(m *sync.RWMutex)   { m.RLock() }
func writeLock(m *sync.RWMutex)  { m.Lock() }
func generic[T any](c chan T)    { <-c }
func busy() {
	for {
		runtime.Gosched()
	}
}

func rangeOver(c chan string) {
	for range c {
	}
}

func wait(c *sync.Cond) {
	c.L.Lock()
	c.Wait()
}

func fillConnection(connection net.Conn) {
	for {
		connection.Write(make([]byte, 1<<20))
	}
}

// Box shows how methods of generic types print.
type Box[T any] struct{ ready chan T }

// Take waits for the content.
func (b *Box[T]) Take() T { return <-b.ready }

//go:noinline
func deep(depth int, c chan int) {
	if depth > 0 {
		deep(depth-1, c)
		return
	}
	<-c
}

//go:noinline
func arguments(a, b int, c [3]int, d struct{ A, B, C int }, e string, f []byte, g, h, i, j int, k chan int) int {
	<-k
	return a + b + c[0] + d.A + len(e) + len(f) + g + h + i + j
}

func readPipe() {
	reader, writer, err := os.Pipe()
	check(err)
	held = append(held, writer)
	reader.Read(make([]byte, 1))
}
