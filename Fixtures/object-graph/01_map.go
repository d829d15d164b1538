// SPDX-License-Identifier: Apache-2.0

package main

import "fmt"

// A map of a package from which nothing is removed.
//
// expect main.Session x64: main.cache[string] -> *main.Session
// expect @body: main.cache[string(4)] -> *main.Session .Body -> [8192]byte
type Session struct {
	ID   int
	Body []byte
}

var cache = map[string]*Session{}

func init() {
	plants = append(plants, func() {
		for i := 0; i < 64; i++ {
			cache[fmt.Sprintf("k-%02d", i)] = &Session{ID: i, Body: make([]byte, 8192)}
		}
		mark("body", cache["k-41"].Body)
	})
}
