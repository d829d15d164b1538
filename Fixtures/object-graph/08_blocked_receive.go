// SPDX-License-Identifier: Apache-2.0

package main

import "fmt"

// Goroutines that receive from channels to which nobody sends, with a slice of a hundred.
//
// expect main.Held x300: goroutines in main.leakReceive.func1 [chan receive] / hold[i] -> *main.Held
type Held struct{ a, b, c int }

//go:noinline
func leakReceive(n int) {
	c := make(chan int)
	go func() {
		hold := make([]*Held, n)
		for i := range hold {
			hold[i] = &Held{a: i}
		}
		v := <-c
		fmt.Println(v, hold[0].a)
	}()
}

func init() {
	plants = append(plants, func() {
		for i := 0; i < 3; i++ {
			leakReceive(100)
		}
	})
}
