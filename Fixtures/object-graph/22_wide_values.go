// SPDX-License-Identifier: Apache-2.0

package main

// A map whose values are so large that it keeps them apart, one of structures, and one that became empty.
//
// expect main.Wide x25: main.wide[int32] -> main.Wide
// expect main.Inner x25: main.wide[int32] -> main.Wide .inner -> *main.Inner
// expect main.Field x25: main.records[int].field -> *main.Field
type Wide struct {
	all   [40]int
	inner *Inner
}

type Inner struct{ a, b, c int }

type Field struct{ a, b, c int }

type record struct {
	id    int
	field *Field
}

var (
	wide    = map[int32]Wide{}
	records = map[int]record{}
)

func init() {
	plants = append(plants, func() {
		for i := 0; i < 25; i++ {
			wide[int32(i)] = Wide{inner: &Inner{}}
			records[i] = record{field: &Field{}}
		}
	})
}
