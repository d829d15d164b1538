// SPDX-License-Identifier: Apache-2.0

package main

import "context"

// Contexts that are made from one of the package and never cancelled, with a value each.
//
// expect main.Request x30: main.rootContext.(*context.cancelCtx) .children[key *context.cancelCtx] .Context.(*context.valueCtx) .val.(*main.Request)
type Request struct{ a [30]int }

type requestKey struct{}

var rootContext, stopRoot = context.WithCancel(context.Background())

func init() {
	plants = append(plants, func() {
		for i := 0; i < 30; i++ {
			valued := context.WithValue(rootContext, requestKey{}, &Request{})
			child, _ := context.WithCancel(valued)
			_ = child
		}
	})
}
