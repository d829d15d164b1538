// SPDX-License-Identifier: Apache-2.0

package main

// A slice of a package to which is only appended.
//
// expect main.Event x50: main.history[i] -> *main.Event
// expect main.Payload x50: main.history[i] -> *main.Event .Payload.(*main.Payload)
// expect @payload: main.history[7] -> *main.Event .Payload.(*main.Payload)
type Event struct {
	Kind    int
	Payload any
}

type Payload struct{ a, b, c int }

var history []*Event

func init() {
	plants = append(plants, func() {
		for i := 0; i < 50; i++ {
			history = append(history, &Event{Kind: i, Payload: &Payload{a: i}})
		}
		mark("payload", history[7].Payload)
	})
}
