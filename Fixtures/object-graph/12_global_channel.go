// SPDX-License-Identifier: Apache-2.0

package main

// Goroutines that wait at a channel of a package: somebody may yet send.
//
// expect main.Idle x5: goroutines in main.waitAtLive.func1 [chan receive] / idle -> *main.Idle
type Idle struct{ a [100]int }

var (
	live  = make(chan int)
	idled int
)

//go:noinline
func newIdle() *Idle { return &Idle{} }

//go:noinline
func waitAtLive() {
	go func() {
		idle := newIdle()
		idled += <-live
		idled += idle.a[0]
	}()
}

func init() {
	plants = append(plants, func() {
		for i := 0; i < 5; i++ {
			waitAtLive()
		}
	})
}
