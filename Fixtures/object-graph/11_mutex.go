// SPDX-License-Identifier: Apache-2.0

package main

import "sync"

// Goroutines that wait for locks that are never opened: a lock alone, and one in a structure.
//
// expect main.Guarded x5: goroutines in main.leakLock.func1 [sync.Mutex.Lock] / guarded -> *main.Guarded
// expect main.Locked x5: goroutines in main.leakInner.func1 [sync.Mutex.Lock] / locked -> *main.Locked | goroutines in main.leakInner.func1 [sync.Mutex.Lock] / m -> *main.Locked
type Guarded struct{ a [100]int }

type Locked struct {
	a  [20]int
	mu sync.Mutex
}

var guards int

//go:noinline
func newGuarded() *Guarded { return &Guarded{} }

//go:noinline
func leakLock() {
	mu := new(sync.Mutex)
	mu.Lock()
	go func() {
		guarded := newGuarded()
		mu.Lock()
		guards += guarded.a[0]
	}()
}

//go:noinline
func leakInner() {
	go func() {
		locked := &Locked{}
		locked.mu.Lock()
		locked.mu.Lock()
		guards += locked.a[0]
	}()
}

func init() {
	plants = append(plants, func() {
		for i := 0; i < 5; i++ {
			leakLock()
			leakInner()
		}
	})
}
