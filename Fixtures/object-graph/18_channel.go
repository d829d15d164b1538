// SPDX-License-Identifier: Apache-2.0

package main

// A channel with a buffer that nobody empties: pointers, and values with pointers in them.
//
// expect main.Queued x20: main.queue.buf[i] -> *main.Queued
// expect main.Message x20: main.messages.buf[i].body -> *main.Message
// expect @seventh: main.messages.buf[6].body -> *main.Message
type Queued struct{ a, b, c int }

type Message struct{ a, b, c int }

type envelope struct {
	to   string
	body *Message
}

var (
	queue    = make(chan *Queued, 64)
	messages = make(chan envelope, 64)
)

func init() {
	plants = append(plants, func() {
		for i := 0; i < 20; i++ {
			queue <- &Queued{a: i}
			m := &Message{a: i}
			messages <- envelope{body: m}
			if i == 6 {
				mark("seventh", m)
			}
		}
	})
}
