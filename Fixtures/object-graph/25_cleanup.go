// SPDX-License-Identifier: Apache-2.0

//go:build go1.24

package main

import "runtime"

// A cleanup keeps its function, and what it is to be called with.
//
// expect main.Cleaned x1: main.cleaned -> *main.Cleaned
// expect main.Kept x1: cleanup -> closure main.clean.func1 .kept -> *main.Kept
type Cleaned struct{ a [20]int }

type Kept struct{ a [100]int }

var cleaned *Cleaned

//go:noinline
func clean(c *Cleaned, kept *Kept) {
	runtime.AddCleanup(c, func(n int) { println(kept.a[n]) }, 7)
}

func init() {
	plants = append(plants, func() {
		cleaned = &Cleaned{}
		clean(cleaned, &Kept{})
	})
}
