// SPDX-License-Identifier: Apache-2.0

//go:build go1.23

package main

import (
	"iter"
	"time"
)

func numbers(yield func(int) bool) {
	for i := 0; yield(i); i++ {
	}
}

// leakCoroutine takes one number and never stops the iterator.
func leakCoroutine() {
	next, _ := iter.Pull(numbers)
	next()
}

// coroutines runs iterators to their end until the time is over.
func coroutines(end time.Time) {
	for time.Now().Before(end) {
		next, stop := iter.Pull(numbers)
		for i := 0; i < 4; i++ {
			next()
		}
		stop()
		time.Sleep(100 * time.Millisecond)
	}
}
