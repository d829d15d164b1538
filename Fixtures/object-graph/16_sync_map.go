// SPDX-License-Identifier: Apache-2.0

package main

import "sync"

// A sync.Map that only grows, with keys that are numbers and others that are texts.
//
// expect main.Entry x40: main.shared[int].(*main.Entry)
// expect main.Named x1: main.byName[string].(*main.Named)
// expect @named: main.byName[string(5)].(*main.Named)
type Entry struct{ a, b, c, d int }

type Named struct{ a, b, c, d int }

var shared, byName sync.Map

func init() {
	plants = append(plants, func() {
		for i := 0; i < 40; i++ {
			shared.Store(i, &Entry{a: i})
		}
		// Found again and again, entries of older versions move to the map that is read without a lock.
		for i := 0; i < 400; i++ {
			shared.Load(i % 40)
		}
		n := &Named{}
		byName.Store("first", n)
		mark("named", n)
	})
}
