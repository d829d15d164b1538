// SPDX-License-Identifier: Apache-2.0

package main

import (
	"runtime"
	"sync/atomic"
)

// Generic containers, embedded structures, pinned objects, atomic pointers.
//
// expect main.Crate x30: main.store.items[i] -> *main.Crate
// expect main.Base x1: main.derived -> *main.Derived .Base -> *main.Base
// expect main.Config x1: main.config -> *main.Config
// expect [1.22-] main.Pinned x1: main.pinner.pinner -> *runtime.pinner .refStore[i] -> *main.Pinned
type Box[T any] struct {
	name  string
	items []T
}

type Crate struct{ a, b, c int }

type Base struct{ a, b, c int }

type Derived struct {
	*Base
	id int
}

type Config struct{ a, b, c int }

// Pinned is so large that the runtime itself says what it is.
type Pinned struct {
	a [200]int
	p *int
}

var (
	store   Box[*Crate]
	derived *Derived
	config  atomic.Pointer[Config]
	pinner  runtime.Pinner
)

func init() {
	plants = append(plants, func() {
		for i := 0; i < 30; i++ {
			store.items = append(store.items, &Crate{a: i})
		}
		derived = &Derived{Base: &Base{}}
		config.Store(&Config{})
		pinner.Pin(&Pinned{})
	})
}
