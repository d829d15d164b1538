package main

import (
	"errors"
	"os"
	"runtime/debug"
	"sync"
	"syscall"
	"time"
)

type order struct{ total int }

// crash ends the process the way `kind` says; GOTRACEBACK decides how much of it is written.
func crash(kind string) {
	block := make(chan int)
	if kind != "deadlock" {
		for i := 0; i < 3; i++ {
			go receive(block)
		}
	}
	time.Sleep(50 * time.Millisecond)
	switch kind {
	case "panic":
		panic(errors.New("stock is negative: -3"))
	case "nested":
		defer func() { panic("while cleaning up") }()
		panic("first")
	case "repanic":
		defer func() { panic(recover()) }()
		panic("carried on")
	case "nil":
		var none *order
		println(total(none))
	case "goexit":
		go func() {
			var m map[string]int
			m["x"] = 1
		}()
		receive(block)
	case "maps":
		shared := map[int]int{}
		for i := 0; i < 4; i++ {
			go func() {
				for n := 0; ; n++ {
					shared[n&7] = n
				}
			}()
		}
		receive(block)
	case "deadlock":
		var mutex sync.Mutex
		mutex.Lock()
		go lock(&mutex)
		mutex.Lock()
	case "overflow":
		debug.SetMaxStack(1 << 16)
		overflow(0)
	case "quit":
		go busy()
		syscall.Kill(os.Getpid(), syscall.SIGQUIT)
		time.Sleep(time.Minute)
	case "ancestors":
		done := make(chan int)
		go func() {
			go func() {
				go func() { panic("from the third generation") }()
				receive(done)
			}()
			receive(done)
		}()
		receive(done)
	case "cgo":
		crashInC()
	}
}

//go:noinline
func total(o *order) int { return o.total }

//go:noinline
func overflow(depth int) int { return overflow(depth+1) + 1 }
