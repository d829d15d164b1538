// SPDX-License-Identifier: Apache-2.0

package main

import "runtime"

// A finalizer that captured something, on an object that is held.
//
// expect main.Watched x1: main.watched -> *main.Watched
// expect [1.24-] main.Wanted x1: finalizer of *main.Watched -> closure main.watch.func1 .wanted -> *main.Wanted
// expect [1.21-1.22] @wanted: finalizer of *main.Watched -> closure main.watch.func1 .+8 -> 896 bytes without pointers
type Watched struct{ a [20]int }

type Wanted struct{ a [100]int }

var watched *Watched

//go:noinline
func watch(w *Watched, wanted *Wanted) {
	runtime.SetFinalizer(w, func(*Watched) { println(wanted.a[0]) })
}

func init() {
	plants = append(plants, func() {
		watched = &Watched{}
		wanted := &Wanted{}
		watch(watched, wanted)
		mark("wanted", wanted)
	})
}
