// SPDX-License-Identifier: Apache-2.0

package main

// Goroutines that wait at two channels which nobody else knows.
//
// expect main.Choice x5: goroutines in main.leakSelect.func1 [select] / choice -> *main.Choice
type Choice struct{ a [100]int }

var chosen int

//go:noinline
func newChoice() *Choice { return &Choice{} }

//go:noinline
func leakSelect() {
	a, b := make(chan int), make(chan int)
	go func() {
		choice := newChoice()
		select {
		case <-a:
		case <-b:
		}
		chosen += choice.a[0]
	}()
}

func init() {
	plants = append(plants, func() {
		for i := 0; i < 5; i++ {
			leakSelect()
		}
	})
}
