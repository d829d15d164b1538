// SPDX-License-Identifier: Apache-2.0

// Each file beside this one plants objects of one shape and says in comments by which path they must be found:
//
//	expect main.Event x50: main.history[i] -> *main.Event     all objects of a type
//	expect @note: main.book.notes[string(2)] -> [8192]byte      the object that was marked so
//	expect [1.21-1.22] ...                                      on these versions of Go alone
//	absent main.Forgotten                                       no object of the type is held
//
// A file builds and runs with main.go alone, and all together are one program.
package main

import (
	"fmt"
	"reflect"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

// What to do before a collection, and after it.
var plants, latePlants []func()

var marks []string

// mark tells the address of what a pointer, slice or function refers to, and keeps nothing of it.
func mark(name string, value any) {
	address := reflect.ValueOf(value).Pointer()
	marks = append(marks, fmt.Sprintf("%s=%x", name, address))
}

func main() {
	debug.SetGCPercent(-1)
	for _, plant := range plants {
		plant()
	}
	time.Sleep(20 * time.Millisecond)
	runtime.GC()
	for _, plant := range latePlants {
		plant()
	}
	time.Sleep(20 * time.Millisecond)
	fmt.Println("ready", strings.Join(marks, " "))
	for {
		time.Sleep(time.Hour)
	}
}
