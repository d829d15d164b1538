// SPDX-License-Identifier: Apache-2.0

package main

import "container/list"

// A list that grows at its end, and one of our own.
//
// expect main.Listed x200: main.backlog -> *list.List .root.next^n -> *list.Element .Value.(*main.Listed)
// expect @tenth: main.backlog -> *list.List .root.next -> *list.Element .next^9 -> *list.Element .Value.(*main.Listed)
// expect main.Link x1: main.chain -> *main.Link
// expect main.Link x999: main.chain -> *main.Link .next^n -> *main.Link
// expect @last: main.chain -> *main.Link .next^999 -> *main.Link
type Listed struct{ a, b, c, d int }

type Link struct {
	next *Link
	id   int
}

var (
	backlog = list.New()
	chain   *Link
)

func init() {
	plants = append(plants, func() {
		for i := 0; i < 200; i++ {
			l := &Listed{a: i}
			backlog.PushBack(l)
			if i == 9 {
				mark("tenth", l)
			}
		}
		var last *Link
		for i := 0; i < 1000; i++ {
			link := &Link{id: i}
			if last == nil {
				chain = link
			} else {
				last.next = link
			}
			last = link
		}
		mark("last", last)
	})
}
