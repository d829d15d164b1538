// SPDX-License-Identifier: Apache-2.0

// Gctrace behaves in one of the ways that a collector's log should show, for some seconds, and logs beside it.
// Scripts/record-gctrace-fixtures builds and runs it with GODEBUG=gctrace=1 and more.
package main

import (
	"log"
	"os"
	"runtime"
	"time"
)

const (
	tick  = 2 * time.Millisecond
	chunk = 64 << 10
)

var (
	kept    [][]byte
	garbage []byte
)

// churn allocates what nobody keeps.
func churn(bytes int) {
	for done := 0; done < bytes; done += chunk {
		garbage = make([]byte, chunk)
	}
}

// every calls body each tick for a while, and says so now and then.
func every(length time.Duration, body func(int)) {
	start := time.Now()
	for i := 0; time.Since(start) < length; i++ {
		body(i)
		if i%500 == 0 {
			log.Printf("served %d requests", i)
		}
		time.Sleep(tick)
	}
}

func keep(bytes int) {
	for done := 0; done < bytes; done += chunk {
		kept = append(kept, make([]byte, chunk))
	}
}

// deep parks at the bottom of a deep stack.
func deep(n int, wait chan struct{}) int {
	var room [64]int
	if n == 0 {
		<-wait
		return room[0]
	}
	return deep(n-1, wait) + room[n%64]
}

func main() {
	switch os.Args[1] {
	case "leak": // keeps a little of what each request allocates
		keep(20 << 20)
		every(6*time.Second, func(int) { churn(1 << 20); keep(chunk / 2) })
	case "steady": // keeps as much as it keeps
		keep(40 << 20)
		every(4*time.Second, func(int) { churn(1 << 20) })
	case "filling": // a cache that is full after a third of the time
		keep(8 << 20)
		every(5*time.Second, func(i int) {
			churn(1 << 20)
			if i < 600 {
				keep(chunk)
			}
		})
	case "limit": // grows under GOMEMLIMIT until collections are all it does
		keep(16 << 20)
		start := time.Now()
		every(9*time.Second, func(int) {
			churn(1 << 20)
			grown := int(time.Since(start).Seconds() * (70 << 20) / 5)
			for len(kept)*chunk < min(16<<20+grown, 86<<20) {
				keep(chunk)
			}
		})
	case "forced": // collects by hand
		keep(10 << 20)
		every(3*time.Second, func(i int) {
			churn(512 << 10)
			if i%20 == 0 {
				runtime.GC()
			}
		})
	case "goroutines": // goroutines that never end, each on a stack of some size
		wait := make(chan struct{})
		every(4*time.Second, func(int) {
			churn(1 << 20)
			go deep(60, wait)
		})
	}
}
