// SPDX-License-Identifier: Apache-2.0

// A service under load that measures itself: two clients ask it over HTTP without a pause, and a loop that does nothing else
// notes the longest time between two of its turns. Each line on standard input is answered with one line of numbers.
//
// Usage: snapshot-service MEGABYTES
package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"sync/atomic"
	"time"
)

type node struct {
	next *node
	data [30]uint64
}

var held []*node
var longest, done, failed atomic.Int64

func note(d time.Duration) {
	for {
		old := longest.Load()
		if int64(d) <= old || longest.CompareAndSwap(old, int64(d)) {
			return
		}
	}
}

func main() {
	megabytes, _ := strconv.Atoi(os.Args[1])
	for i := 0; i < megabytes<<20/256; i++ {
		n := &node{}
		n.data[7] = uint64(i)
		if len(held) > 0 {
			n.next = held[len(held)-1]
		}
		held = append(held, n)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		held[int(done.Load())%len(held)].data[0]++
		w.Write(make([]byte, 4096))
	}))
	for i := 0; i < 2; i++ {
		go func() {
			for {
				response, err := http.Get(server.URL)
				if err == nil {
					_, err = io.Copy(io.Discard, response.Body)
					response.Body.Close()
				}
				if err != nil {
					failed.Add(1)
				}
				done.Add(1)
				time.Sleep(500 * time.Microsecond)
			}
		}()
	}
	go func() {
		last := time.Now()
		for {
			time.Sleep(200 * time.Microsecond)
			now := time.Now()
			note(now.Sub(last))
			last = now
		}
	}()
	lines := bufio.NewScanner(os.Stdin)
	fmt.Println("ready")
	for lines.Scan() {
		fmt.Printf("%.2f %d %d\n", float64(longest.Swap(0))/1e6, done.Load(), failed.Load())
	}
}
