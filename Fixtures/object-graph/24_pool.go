// SPDX-License-Identifier: Apache-2.0

package main

import "sync"

// Pools with what was put back: since the last collection, and before it.
//
// expect main.Pooled x1: main.pool.local[i].private.(*main.Pooled)
// expect main.Pooled x7: main.pool.local[i].shared.(*main.Pooled)
// expect main.Aging x8: main.agingPool.victim[i].private.(*main.Aging) | main.agingPool.victim[i].shared.(*main.Aging)
type Pooled struct{ buf [512]byte }

type Aging struct{ buf [512]byte }

var pool, agingPool sync.Pool

func init() {
	plants = append(plants, func() {
		for i := 0; i < 8; i++ {
			agingPool.Put(&Aging{})
		}
	})
	latePlants = append(latePlants, func() {
		for i := 0; i < 8; i++ {
			pool.Put(&Pooled{})
		}
	})
}
