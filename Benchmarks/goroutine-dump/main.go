// Command goroutine-dump parks N goroutines of a service's usual kinds and writes their dump to a file.
//
// Usage: goroutine-dump N FILE. A million goroutines need 4 GB and give about 400 MB.
package main

import (
	"os"
	"runtime"
	"strconv"
	"sync"
	"time"
)

func main() {
	count, err := strconv.Atoi(os.Args[1])
	check(err)
	queue := make(chan order)
	requests := make(chan order)
	done := make(chan struct{})
	var mutex sync.Mutex
	mutex.Lock()
	var group sync.WaitGroup
	group.Add(1)
	for i := 0; i < count; i++ {
		switch i % 10 {
		case 0, 1, 2:
			go func() { (&desk{queue: queue}).submit(order{id: i}, "customer") }()
		case 3, 4, 5:
			go (&desk{queue: requests}).serve(done)
		case 6, 7:
			go price(&mutex, i)
		case 8:
			go wait(&group)
		case 9:
			go time.Sleep(time.Hour)
		}
	}
	time.Sleep(2 * time.Second)
	buffer := make([]byte, 600*count+1<<20)
	size := runtime.Stack(buffer, true)
	check(os.WriteFile(os.Args[2], buffer[:size], 0o644))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

type order struct{ id int }

type desk struct{ queue chan order }

//go:noinline
func (d *desk) submit(o order, customer string) { d.put(o, len(customer)) }

//go:noinline
func (d *desk) put(o order, size int) { d.queue <- o }

//go:noinline
func (d *desk) serve(done chan struct{}) {
	for {
		select {
		case o := <-d.queue:
			_ = o
		case <-done:
			return
		}
	}
}

//go:noinline
func price(m *sync.Mutex, n int) int {
	m.Lock()
	defer m.Unlock()
	return n
}

//go:noinline
func wait(g *sync.WaitGroup) { g.Wait() }
