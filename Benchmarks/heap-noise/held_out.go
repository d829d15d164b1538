// SPDX-License-Identifier: Apache-2.0

package main

import (
	"container/heap"
	"math"
	"sort"
	"strings"
)

// The behaviors of this file came after the thresholds were set: nothing was tuned on them.

// tree keeps about 20,000 documents sorted by key; as many come as go.
func tree() behavior {
	type document struct {
		key  int
		body []byte
	}
	var all []*document
	insert := func() {
		one := &document{random.Int(), make([]byte, size()*4)}
		at := sort.Search(len(all), func(i int) bool { return all[i].key >= one.key })
		all = append(all, nil)
		copy(all[at+1:], all[at:])
		all[at] = one
	}
	for i := 0; i < 20000; i++ {
		insert()
	}
	return func(tick int) {
		for i := 0; i < 5; i++ {
			at := random.Intn(len(all))
			all = append(all[:at], all[at+1:]...)
			insert()
		}
	}
}

// expiring is a cache whose entries live four seconds.
func expiring() behavior {
	type entry struct {
		until int
		value []byte
	}
	entries := map[int]*entry{}
	number := 0
	return func(tick int) {
		for i := 0; i < 12; i++ {
			number++
			entries[number] = &entry{tick + 400, make([]byte, size()*8)}
		}
		if tick%100 == 0 {
			for key, one := range entries {
				if one.until <= tick {
					delete(entries, key)
				}
			}
		}
	}
}

// slabs are filled one after the other and dropped together when ten are full.
func slabs() behavior {
	var full [][]byte
	slab := make([]byte, 0, mebibyte)
	return func(tick int) {
		slab = append(slab, make([]byte, 24<<10)...)
		if len(slab) > mebibyte-24<<10 {
			full = append(full, slab)
			slab = make([]byte, 0, mebibyte)
			if len(full) > 10 {
				full = nil
			}
		}
	}
}

// generations is a set of what was seen lately: the older half is dropped every five seconds.
func generations() behavior {
	young, old := map[string]struct{}{}, map[string]struct{}{}
	return func(tick int) {
		if tick%500 == 0 {
			young, old = map[string]struct{}{}, young
		}
		for i := 0; i < 20; i++ {
			name := strings.Repeat(string(rune('a'+random.Intn(26))), 40) + string(rune(random.Intn(1<<16)))
			if _, known := old[name]; !known {
				young[name] = struct{}{}
			}
		}
	}
}

// waves hold a working set that follows a load with a period of twenty seconds.
func waves() behavior {
	var held []*[2048]byte
	phase := random.Float64() * 2 * math.Pi
	return func(tick int) {
		wanted := int(8000 + 6000*math.Sin(phase+float64(tick)*2*math.Pi/2000))
		for len(held) < wanted {
			held = append(held, new([2048]byte))
		}
		for len(held) > wanted {
			held[len(held)-1] = nil
			held = held[:len(held)-1]
		}
	}
}

// jobs are done in the order of their deadlines, each about three seconds after it came.
func jobs() behavior {
	queue := &deadlines{}
	return func(tick int) {
		for i := 0; i < 10; i++ {
			heap.Push(queue, job{tick + 100 + random.Intn(400), make([]byte, 1500)})
		}
		for queue.Len() > 0 && (*queue)[0].due <= tick {
			heap.Pop(queue)
		}
	}
}

type job struct {
	due  int
	body []byte
}

type deadlines []job

func (d deadlines) Len() int           { return len(d) }
func (d deadlines) Less(i, j int) bool { return d[i].due < d[j].due }
func (d deadlines) Swap(i, j int)      { d[i], d[j] = d[j], d[i] }
func (d *deadlines) Push(one any)      { *d = append(*d, one.(job)) }
func (d *deadlines) Pop() any {
	all := *d
	one := all[len(all)-1]
	all[len(all)-1] = job{}
	*d = all[:len(all)-1]
	return one
}

// rendering builds pages of very different lengths and keeps the last thousand.
func rendering() behavior {
	var pages [1000]string
	return func(tick int) {
		for i := 0; i < 4; i++ {
			var page strings.Builder
			for n := int(math.Exp(random.NormFloat64() + 4)); n > 0; n-- {
				page.WriteString("<p>one more line of a page that somebody asked for</p>\n")
			}
			pages[random.Intn(len(pages))] = page.String()
		}
	}
}

// tenants come at the beginning and stay; each has a buffer that is written round and round.
func tenants() behavior {
	buffers := map[int][]byte{}
	return func(tick int) {
		tenant := int(math.Abs(random.NormFloat64()) * 40)
		if buffers[tenant] == nil {
			buffers[tenant] = make([]byte, 64<<10)
		}
		buffers[tenant][tick%len(buffers[tenant])]++
		sink = make([]byte, size())
	}
}

// leakTree keeps documents sorted by key and never drops one.
func leakTree() behavior {
	var all []*[256]byte
	return func(tick int) {
		for i := 0; i < 20; i++ {
			at := random.Intn(len(all) + 1)
			all = append(all, nil)
			copy(all[at+1:], all[at:])
			all[at] = new([256]byte)
		}
		sink = all
	}
}

// leakExpiring drops only entries that somebody asks for again.
func leakExpiring() behavior {
	entries := map[int][]byte{}
	kept = append(kept, entries)
	number := 0
	return func(tick int) {
		for i := 0; i < 6; i++ {
			number++
			entries[number] = make([]byte, 1024)
		}
		delete(entries, random.Intn(number+1))
	}
}

// leakParts keeps a few bytes of each message, and with them the message.
func leakParts() behavior {
	var names []string
	return func(tick int) {
		message := strings.Repeat("x", 5243)
		names = append(names, message[:8])
		sink = names
	}
}

func init() {
	for name, make := range map[string]func() behavior{
		"tree": tree, "expiring": expiring, "slabs": slabs, "generations": generations, "waves": waves, "jobs": jobs,
		"rendering": rendering, "tenants": tenants,
		"leak-tree": leakTree, "leak-expiring": leakExpiring, "leak-parts": leakParts,
	} {
		behaviors[name] = make
	}
}
