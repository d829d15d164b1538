// SPDX-License-Identifier: Apache-2.0

package main

// Goroutines that send to channels from which nobody receives.
//
// expect main.Answer x10: goroutines in main.leakSend.func1 [chan send] / answer -> *main.Answer
type Answer struct{ text [10240]byte }

var answersWanted int

//go:noinline
func newAnswer() *Answer { return &Answer{} }

//go:noinline
func leakSend() {
	c := make(chan int)
	go func() {
		answer := newAnswer()
		c <- int(answer.text[0])
		answersWanted += int(answer.text[1])
	}()
}

func init() {
	plants = append(plants, func() {
		for i := 0; i < 10; i++ {
			leakSend()
		}
	})
}
