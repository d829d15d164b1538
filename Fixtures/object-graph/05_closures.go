// SPDX-License-Identifier: Apache-2.0

package main

// Functions that are registered and never taken away, with what they captured.
//
// expect [1.24-] main.Captured x20: main.callbacks[i] -> closure main.register.func1 .x -> *main.Captured
// expect [1.24-] @captured: main.callbacks[7] -> closure main.register.func1 .x -> *main.Captured
// expect [1.21-1.22] @captured: main.callbacks[7] -> closure main.register.func1 .+8 -> 48 bytes without pointers
type Captured struct{ a, b, c, d, e, f int }

var callbacks []func() int

//go:noinline
func register(x *Captured) {
	callbacks = append(callbacks, func() int { return x.a })
}

func init() {
	plants = append(plants, func() {
		for i := 0; i < 20; i++ {
			x := &Captured{a: i}
			register(x)
			if i == 7 {
				mark("captured", x)
			}
		}
	})
}
