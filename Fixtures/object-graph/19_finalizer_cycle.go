// SPDX-License-Identifier: Apache-2.0

package main

import "runtime"

// Objects with finalizers that hold on to themselves in a cycle: never freed, never finalized.
//
// expect main.Handle x10: finalizer of *main.Handle .peer -> *main.Peer .handle -> *main.Handle
// expect main.Peer x10: finalizer of *main.Handle .peer -> *main.Peer
type Handle struct {
	a    [20]int
	peer *Peer
}

type Peer struct {
	b      [20]int
	handle *Handle
}

func init() {
	plants = append(plants, func() {
		for i := 0; i < 10; i++ {
			h := &Handle{}
			h.peer = &Peer{handle: h}
			runtime.SetFinalizer(h, func(h *Handle) { println(h.a[0]) })
		}
	})
}
