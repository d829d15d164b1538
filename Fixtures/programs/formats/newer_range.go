//go:build go1.23

package main

import "iter"

// parkNewer leaves behind a coroutine and a loop body of range-over-func.
func parkNewer() {
	next, _ := iter.Pull(numbers(0))
	next()
	block := make(chan int)
	go func() {
		for n := range numbers(1) {
			block <- n
		}
	}()
}

func numbers(start int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for n := start; yield(n); n++ {
		}
	}
}
