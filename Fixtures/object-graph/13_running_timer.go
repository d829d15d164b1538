// SPDX-License-Identifier: Apache-2.0

package main

import "time"

// Functions that a timer will call, while nobody keeps the timer.
//
// expect [1.24-] main.Reminder x10: active timers -> *time.Timer .(func()) -> closure main.remind.func1 .reminder -> *main.Reminder
// expect [1.24-] @reminder: active timers -> *time.Timer .(func()) -> closure main.remind.func1 .reminder -> *main.Reminder
// expect [1.21-1.22] @reminder: active timers -> *time.Timer .(func()) -> closure main.remind.func1 .+8 -> 896 bytes without pointers
type Reminder struct{ a [100]int }

var reminded int

//go:noinline
func remind(reminder *Reminder) {
	time.AfterFunc(24*time.Hour, func() { reminded += reminder.a[0] })
}

func init() {
	plants = append(plants, func() {
		for i := 0; i < 10; i++ {
			reminder := &Reminder{}
			remind(reminder)
			if i == 4 {
				mark("reminder", reminder)
			}
		}
	})
}
