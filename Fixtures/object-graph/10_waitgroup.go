// SPDX-License-Identifier: Apache-2.0

package main

import "sync"

// Goroutines that wait for a group that is never done.
//
// expect [1.21-1.22] main.Work x5: goroutines in main.leakWait.func1 [semacquire] / work -> *main.Work
// expect [1.24-] main.Work x5: goroutines in main.leakWait.func1 [sync.WaitGroup.Wait] / work -> *main.Work
type Work struct{ a [100]int }

var worked int

//go:noinline
func newWork() *Work { return &Work{} }

//go:noinline
func leakWait() {
	group := new(sync.WaitGroup)
	group.Add(1)
	go func() {
		work := newWork()
		group.Wait()
		worked += work.a[0]
	}()
}

func init() {
	plants = append(plants, func() {
		for i := 0; i < 5; i++ {
			leakWait()
		}
	})
}
