// SPDX-License-Identifier: Apache-2.0

//go:build go1.24

package main

import (
	"runtime"
	"weak"
)

// Weak pointers hold nothing.
//
// expect main.Strong x1: main.strong -> *main.Strong
// absent main.Forgotten
type Strong struct{ a [20]int }

type Forgotten struct{ a [20]int }

var (
	strong *Strong
	weaks  []weak.Pointer[Strong]
	gone   []weak.Pointer[Forgotten]
)

func init() {
	plants = append(plants, func() {
		strong = &Strong{}
		weaks = append(weaks, weak.Make(strong))
		forgotten := &Forgotten{}
		gone = append(gone, weak.Make(forgotten))
		runtime.KeepAlive(forgotten)
	})
}
