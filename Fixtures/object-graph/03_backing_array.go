// SPDX-License-Identifier: Apache-2.0

package main

// Short slices that keep large arrays alive.
//
// expect main.Sample x10: main.heads[i] -> []main.Sample
// expect @samples: main.heads[3] -> [1024]main.Sample
type Sample struct{ at, value int64 }

var heads [][]Sample

func init() {
	plants = append(plants, func() {
		for i := 0; i < 10; i++ {
			heads = append(heads, make([]Sample, 1024)[:4])
		}
		mark("samples", heads[3])
	})
}
