// SPDX-License-Identifier: Apache-2.0

//go:build cgo

package main

import "C"

import "runtime/cgo"

// A handle that was given to C and is not deleted.
//
// expect main.Lent x1: cgo.handles[uintptr].(*main.Lent)
type Lent struct{ a, b, c int }

func init() {
	plants = append(plants, func() { cgo.NewHandle(&Lent{}) })
}
