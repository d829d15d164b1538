// SPDX-License-Identifier: Apache-2.0

package main

import "fmt"

// A goroutine that goes on and keeps more and more in a variable of its own.
//
// expect main.User x40: goroutines in main.holdLocally [chan receive] / local[i] -> *main.User
type User struct{ a, b, c int }

//go:noinline
func holdLocally(c chan int, n int) {
	var local []*User
	for i := 0; i < n; i++ {
		local = append(local, &User{a: i})
	}
	v := <-c
	fmt.Println(v, len(local), local[0])
}

func init() {
	plants = append(plants, func() { go holdLocally(make(chan int), 40) })
}
