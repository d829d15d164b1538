// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"unsafe"
)

// Short strings that keep long texts alive.
//
// expect @page: main.titles[3] -> [10]byte of 32768 bytes
var titles []string

func init() {
	plants = append(plants, func() {
		for i := 0; i < 10; i++ {
			page := strings.Repeat("abcdefgh", 4096)
			titles = append(titles, page[10:20])
		}
		mark("page", unsafe.StringData(titles[3]))
	})
}
