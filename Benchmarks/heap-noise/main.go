// SPDX-License-Identifier: Apache-2.0

// Command heap-noise lives through thirty seconds of a service in a moment and writes its heap profile at 0, 15 and 30, and
// its memory statistics of each second.
//
//	heap-noise BEHAVIOR SEED FOLDER
//
// The behaviors that leak nothing are those that look like leaks in a single difference of two profiles. The allocator,
// the sampling at the default rate and the collections are the real ones; only the time between is left out.
package main

import (
	"bytes"
	"container/list"
	"fmt"
	"math"
	"math/rand"
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"sync"
)

const (
	// tick is a hundredth of a second.
	ticks    = 3000
	mebibyte = 1 << 20
)

var (
	random *rand.Rand
	sink   any
)

// A behavior does what a service does in one tick.
type behavior func(tick int)

// size is an object size as services have them: mostly small.
func size() int { return 16 << random.Intn(8) }

// churn allocates 100 MB a second and keeps what is on its way.
func churn() behavior {
	inFlight := make([][][]byte, 50)
	return func(tick int) {
		request := make([][]byte, 0, 64)
		for total := 0; total < mebibyte; {
			n := size() * 8
			request = append(request, make([]byte, n))
			total += n
		}
		inFlight[tick%len(inFlight)] = request
	}
}

// lru fills in eight seconds to 40 MiB, then replaces the oldest entry by each new one.
func lru() behavior {
	entries := list.New()
	limit := 40 * mebibyte / 1024
	return func(tick int) {
		for i := 0; i < limit/800; i++ {
			entries.PushFront(make([]byte, 1000))
			if entries.Len() > limit {
				entries.Remove(entries.Back())
			}
		}
	}
}

// warmLRU is one that was full long before.
func warmLRU() behavior {
	step := lru()
	for tick := 0; tick < 1600; tick++ {
		step(tick)
	}
	return step
}

// batch collects 20 MiB in ten seconds, drops them, and begins again.
func batch() behavior {
	var rows []*[512]byte
	phase := random.Intn(1000)
	for i := 0; i < phase*40; i++ {
		rows = append(rows, new([512]byte))
	}
	return func(tick int) {
		if (tick+phase)%1000 == 0 {
			rows = nil
		}
		for i := 0; i < 40; i++ {
			rows = append(rows, new([512]byte))
		}
	}
}

// spikes hold 50 MiB for a second now and then.
func spikes() behavior {
	var held [][]byte
	until := 0
	return func(tick int) {
		if tick >= until {
			held = nil
		}
		if random.Intn(400) == 0 {
			until = tick + 100
			for i := 0; i < 50; i++ {
				held = append(held, make([]byte, mebibyte))
			}
		}
	}
}

// pools keeps buffers of very different sizes in a sync.Pool.
func pools() behavior {
	pool := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	return func(tick int) {
		var out []*bytes.Buffer
		for i := 0; i < 20; i++ {
			buffer := pool.Get().(*bytes.Buffer)
			buffer.Reset()
			buffer.Write(make([]byte, int(math.Exp(random.NormFloat64()*1.5+8))))
			out = append(out, buffer)
		}
		for _, buffer := range out {
			pool.Put(buffer)
		}
	}
}

// table replaces entries of a map of fixed size at random.
func table() behavior {
	entries := map[int]*[1000]byte{}
	put := func() { entries[random.Intn(20000)] = new([1000]byte) }
	for i := 0; i < 200000; i++ {
		put()
	}
	return func(tick int) {
		for i := 0; i < 20; i++ {
			put()
		}
	}
}

// queue holds a backlog that rises and falls by chance.
func queue() behavior {
	backlog := list.New()
	for i := 0; i < 20000; i++ {
		backlog.PushBack(make([]byte, 1000))
	}
	return func(tick int) {
		for i := random.Intn(60); i > 0; i-- {
			backlog.PushBack(make([]byte, 1000))
		}
		for i := random.Intn(60); i > 0 && backlog.Len() > 0; i-- {
			backlog.Remove(backlog.Front())
		}
	}
}

// reload replaces a configuration of 30 MiB every seven seconds, the new one beside the old for a second.
func reload() behavior {
	var current, next []*[256]byte
	load := func() (all []*[256]byte) {
		for i := 0; i < 30*mebibyte/256; i++ {
			all = append(all, new([256]byte))
		}
		return all
	}
	current = load()
	return func(tick int) {
		switch tick % 700 {
		case 600:
			next = load()
		case 699:
			current, next = next, nil
		}
		sink = current
	}
}

// sessions come at random, live about five seconds, and grow a buffer each.
func sessions() behavior {
	type session struct {
		end int
		log bytes.Buffer
	}
	live := map[int]*session{}
	number := 0
	return func(tick int) {
		if random.Intn(2) == 0 {
			number++
			live[number] = &session{end: tick + int(random.ExpFloat64()*500)}
		}
		for key, one := range live {
			one.log.WriteString("a line of what happened in it\n")
			if tick >= one.end {
				delete(live, key)
			}
		}
	}
}

// documents are requests that hold a few MiB of small objects each while they last.
func documents() behavior {
	live := map[int][]*[96]byte{}
	ends := map[int]int{}
	number := 0
	return func(tick int) {
		if random.Intn(50) == 0 {
			number++
			for i := 0; i < 40000; i++ {
				live[number] = append(live[number], new([96]byte))
			}
			ends[number] = tick + int(random.ExpFloat64()*60)
		}
		for key, end := range ends {
			if tick >= end {
				delete(live, key)
				delete(ends, key)
			}
		}
	}
}

var kept []any

// leakSmall, leakLarge and leakBusy keep half a MiB a second; the last at a line that allocates ten times as much.
func leakSmall() behavior {
	return func(tick int) {
		for i := 0; i < 41; i++ {
			kept = append(kept, new([128]byte))
		}
	}
}

func leakLarge() behavior {
	return func(tick int) {
		if tick%25 == 0 {
			kept = append(kept, make([]byte, 128<<10))
		}
	}
}

func leakBusy() behavior {
	return func(tick int) {
		for i := 0; i < 410; i++ {
			object := new([128]byte)
			sink = object
			if i%10 == 0 {
				kept = append(kept, object)
			}
		}
	}
}

func leakMap() behavior {
	names := map[string]*[96]byte{}
	kept = append(kept, names)
	return func(tick int) {
		for i := 0; i < 52; i++ {
			names[fmt.Sprintf("session-%d-%d", tick, i)] = new([96]byte)
		}
	}
}

func leakBuffer() behavior {
	log := new(bytes.Buffer)
	kept = append(kept, log)
	line := bytes.Repeat([]byte("x"), 5243)
	return func(tick int) { log.Write(line) }
}

var behaviors = map[string]func() behavior{
	"churn": churn, "lru": lru, "warm-lru": warmLRU, "batch": batch, "spikes": spikes, "pools": pools, "table": table,
	"queue": queue, "reload": reload, "sessions": sessions, "documents": documents,
	"leak-small": leakSmall, "leak-large": leakLarge, "leak-busy": leakBusy, "leak-map": leakMap, "leak-buffer": leakBuffer,
}

// everything that leaks nothing and needs little time runs beside what is asked about.
var background = []string{"table", "queue", "sessions", "pools"}

func main() {
	seed, err := strconv.ParseInt(os.Args[2], 10, 64)
	check(err)
	random = rand.New(rand.NewSource(seed))
	steps := []behavior{behaviors[os.Args[1]]()}
	for _, name := range background {
		if name != os.Args[1] {
			steps = append(steps, behaviors[name]())
		}
	}
	// The service has run for a while: from none to ten seconds.
	before := random.Intn(1000)
	readings, err := os.Create(os.Args[3] + "/memstats.jsonl")
	check(err)
	for tick := -before; tick <= ticks; tick++ {
		for _, step := range steps {
			step(tick + before)
		}
		collectWhenDue()
		if tick < 0 {
			continue
		}
		if tick%(ticks/2) == 0 {
			write(fmt.Sprintf("%s/%d.pb.gz", os.Args[3], tick/(ticks/2)+1), moment(tick))
		}
		if tick%100 == 0 {
			read(readings, moment(tick))
		}
	}
	check(readings.Close())
	runtime.KeepAlive(kept)
}

// collectWhenDue collects shortly before the runtime would begin to. A collection takes a moment of a real watch; beside
// thirty seconds in half a second its marking would last for seconds, and count as live what was garbage long before.
func collectWhenDue() {
	metrics.Read(heapSize)
	if heapSize[0].Value.Uint64()*10 > heapSize[1].Value.Uint64()*9 {
		runtime.GC()
	}
}

var heapSize = []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/goal:bytes"}}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
