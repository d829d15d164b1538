// SPDX-License-Identifier: Apache-2.0

package main

import "time"

// Timers of the far future that are kept in a slice.
//
// expect [1.24-] @later: main.timers[3] -> *time.Timer .(func()) -> closure main.later.func1 .x -> *main.Later
// expect [1.24-] main.Later x10: main.timers[i] -> *time.Timer .(func()) -> closure main.later.func1 .x -> *main.Later
// expect [1.21-1.22] @later: main.timers[3] -> *time.Timer .(func()) -> closure main.later.func1 .+8 -> 896 bytes without pointers
type Later struct{ a [100]int }

var (
	timers  []*time.Timer
	latered int
)

//go:noinline
func later(x *Later) *time.Timer {
	return time.AfterFunc(24*time.Hour, func() { latered += x.a[0] })
}

func init() {
	plants = append(plants, func() {
		for i := 0; i < 10; i++ {
			x := &Later{}
			timers = append(timers, later(x))
			if i == 3 {
				mark("later", x)
			}
		}
	})
}
