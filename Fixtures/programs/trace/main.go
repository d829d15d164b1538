// SPDX-License-Identifier: Apache-2.0

// Command trace writes an execution trace of a small web service with work, waits, ticks and leaks of every kind.
//
// Usage: trace FILE SECONDS MILLISECONDS-BETWEEN-REQUESTS CLIENTS
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/trace"
	"strconv"
	"sync"
	"time"
)

var (
	cache   = map[int][]byte{}
	cacheMu sync.Mutex
)

func handle(w http.ResponseWriter, r *http.Request) {
	ctx, task := trace.NewTask(r.Context(), "request")
	defer task.End()
	trace.Log(ctx, "path", r.URL.Path)
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			cacheMu.Lock()
			cache[len(cache)%500] = make([]byte, 2000)
			cacheMu.Unlock()
			runtime.Gosched()
		}()
	}
	trace.WithRegion(ctx, "wait", wg.Wait)
	if f, err := os.Open("/proc/self/stat"); err == nil {
		io.Copy(w, f)
		f.Close()
	}
}

// leakSend, and the others like it, leave a goroutine behind that waits for ever, each in its own way.
func leakSend() { c := make(chan int); go func() { c <- 1 }() }

func leakReceive() { c := make(chan int); go func() { <-c }() }

func leakNil() { var c chan int; go func() { <-c }() }

func leakSelect() { go func() { select {} }() }

func leakLock() {
	mu := new(sync.Mutex)
	mu.Lock()
	go func() { mu.Lock() }()
}

func leakGroup() {
	wg := new(sync.WaitGroup)
	wg.Add(1)
	go func() { wg.Wait() }()
}

func leakCond() {
	c := sync.NewCond(new(sync.Mutex))
	go func() {
		c.L.Lock()
		c.Wait()
	}()
}

func leakContext() {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-ctx.Done()
		cancel()
	}()
}

func leakTicker() {
	t := time.NewTicker(50 * time.Millisecond)
	go func() {
		for range t.C {
		}
	}()
}

func leakSleeper() {
	go func() {
		for {
			time.Sleep(70 * time.Millisecond)
		}
	}()
}

func leakPoller() {
	t := time.NewTicker(40 * time.Millisecond)
	go func() {
		done := make(chan bool)
		for range t.C {
			go func() { done <- true }()
			<-done
		}
	}()
}

func leakAccept() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go l.Accept()
}

func leakAll() {
	leaks := []func(){
		leakSend, leakReceive, leakNil, leakSelect, leakLock, leakGroup, leakCond, leakContext, leakTicker, leakSleeper,
		leakPoller, leakAccept, leakCoroutine,
	}
	for _, leak := range leaks {
		leak()
	}
}

func request(client *http.Client, url string) {
	response, err := client.Get(url)
	if err != nil {
		panic(err)
	}
	io.Copy(io.Discard, response.Body)
	response.Body.Close()
}

func number(argument int) int {
	n, err := strconv.Atoi(os.Args[argument])
	if err != nil {
		panic(err)
	}
	return n
}

func main() {
	seconds, pause, clients := number(2), number(3), number(4)
	file, err := os.Create(os.Args[1])
	if err != nil {
		panic(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go http.Serve(listener, http.HandlerFunc(handle))
	url := fmt.Sprintf("http://%s/orders", listener.Addr())

	// A pipe that is read with plain system calls holds a thread for as long as nothing is written.
	reader, writer, err := os.Pipe()
	if err != nil {
		panic(err)
	}
	descriptor := reader.Fd()
	go func() {
		buffer := make([]byte, 1)
		for {
			if n, err := readDirectly(int(descriptor), buffer); n == 0 || err != nil {
				return
			}
		}
	}()
	leakAll()
	// Collections come often even where little is allocated.
	debug.SetGCPercent(20)
	time.Sleep(20 * time.Millisecond)

	if err := trace.Start(file); err != nil {
		panic(err)
	}
	leakAll()
	end := time.Now().Add(time.Duration(seconds) * time.Second)
	transport := &http.Transport{MaxIdleConnsPerHost: clients}
	var wg sync.WaitGroup
	for i := 0; i < clients; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for time.Now().Before(end) {
				request(&http.Client{Transport: transport, Timeout: time.Minute}, url)
				if pause > 0 {
					time.Sleep(time.Duration(pause) * time.Millisecond)
				}
			}
		}()
	}
	coroutines(end)
	writer.Write([]byte{1})
	wg.Wait()
	trace.Stop()
	if err := file.Close(); err != nil {
		panic(err)
	}
	runtime.KeepAlive(reader)
}
