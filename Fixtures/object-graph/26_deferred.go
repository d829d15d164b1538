// SPDX-License-Identifier: Apache-2.0

package main

import "fmt"

// Calls that are deferred in a loop of a goroutine that does not end.
//
// expect [1.24-] main.Opened x30: goroutines in main.deferInLoop [chan receive] / deferred call -> closure main.deferInLoop.func1 .o -> *main.Opened
type Opened struct{ a, b, c int }

//go:noinline
func deferInLoop(c chan int, n int) {
	for i := 0; i < n; i++ {
		o := &Opened{a: i}
		defer func() { fmt.Println(o.a) }()
	}
	<-c
}

func init() {
	plants = append(plants, func() { go deferInLoop(make(chan int), 30) })
}
