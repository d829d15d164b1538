// SPDX-License-Identifier: Apache-2.0

package main

// Types whose pointers the runtime describes in its other ways: with a header, more than a kilobyte of pointers, more than 128 KB of them,
// and arrays of structures.
//
// expect main.Leaf x40: main.bigs[i] -> *main.Big .refs[i] -> *main.Leaf
// expect main.Fruit x3: main.huge -> *main.Huge .refs[i] -> *main.Fruit
// expect main.Seed x20: main.rows -> []main.row[i].seed -> *main.Seed | main.rows[i].seed -> *main.Seed
// expect @leaf: main.bigs[5] -> *main.Big .refs[79] -> *main.Leaf
type Big struct {
	head [40]uint64
	refs [80]*Leaf
	tail string
}

type Leaf struct{ a, b, c int }

type Huge struct {
	n    int
	refs [20000]*Fruit
}

type Fruit struct{ a, b, c int }

type row struct {
	id   [20]int
	seed *Seed
}

type Seed struct{ a, b, c int }

var (
	bigs []*Big
	huge *Huge
	rows []row
)

func init() {
	plants = append(plants, func() {
		for i := 0; i < 40; i++ {
			b := &Big{}
			b.refs[79] = &Leaf{a: i}
			bigs = append(bigs, b)
		}
		mark("leaf", bigs[5].refs[79])
		huge = &Huge{}
		for i := 0; i < 3; i++ {
			huge.refs[i*9000] = &Fruit{a: i}
		}
		rows = make([]row, 20)
		for i := range rows {
			rows[i].seed = &Seed{a: i}
		}
	})
}
