// SPDX-License-Identifier: Apache-2.0

// Holds a heap of about so many megabytes with what services hold: maps, lists, slices, closures, interfaces, contexts, channels.
// Prints its number, and what the runtime counts after a collection.
package main

import (
	"container/list"
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"
)

type user struct {
	id    int64
	name  string
	tags  []string
	boss  *user
	attrs map[string]int
}

type session struct {
	key   string
	owner *user
	body  []byte
	when  time.Time
}

type event struct {
	kind    int
	payload any
	next    *event
}

type big struct {
	head [40]uint64
	refs [80]*session
	tail string
}

var (
	cache         = map[string]*session{}
	numbers       = map[int64][]byte{}
	wide          = map[int32]big{}
	history       []*event
	heads         [][]byte
	callbacks     []func() int
	shared        sync.Map
	backlog       = list.New()
	queue         = make(chan *session, 1024)
	anything      []any
	titles        []string
	bigs          []*big
	users         []*user
	timers        []*time.Timer
	root, stop    = context.WithCancel(context.Background())
	requestNumber struct{}
)

func newSession(i, n int) *session {
	u := &user{id: int64(i), name: fmt.Sprint("user-", i), tags: []string{"a", fmt.Sprint("t", i)}}
	return &session{key: fmt.Sprint("k-", i), owner: u, body: make([]byte, n), when: time.Now()}
}

// megabyte adds about that much.
func megabyte(unit int) {
	base := unit * 100000
	for i := 0; i < 250; i++ {
		s := newSession(base+i, 600)
		cache[s.key] = s
	}
	for i := 0; i < 100; i++ {
		numbers[int64(base+i)] = make([]byte, 256)
	}
	for i := 0; i < 400; i++ {
		e := &event{kind: i, payload: fmt.Sprint("payload-", i)}
		if i%3 == 0 {
			e.payload = &user{id: int64(i), attrs: map[string]int{"x": i}}
		}
		if n := len(history); n > 0 {
			e.next = history[n-1]
		}
		history = append(history, e)
	}
	heads = append(heads, make([]byte, 64<<10)[:16])
	for i := 0; i < 50; i++ {
		x, k := make([]byte, 512), i
		callbacks = append(callbacks, func() int { return len(x) + k })
	}
	for i := 0; i < 40; i++ {
		shared.Store(fmt.Sprint("shared-", base+i), newSession(i, 200))
		backlog.PushBack(newSession(i, 200))
		anything = append(anything, session{key: "value"}, i, "text", &user{name: "p"}, [3]string{"1", "2", fmt.Sprint(i)})
		child, _ := context.WithCancel(context.WithValue(root, requestNumber, make([]byte, 1000)))
		_ = child
	}
	select {
	case queue <- newSession(base, 1000):
	default:
	}
	titles = append(titles, strings.Repeat("0123456789", 3000)[10:20])
	for i := 0; i < 30; i++ {
		b := &big{tail: fmt.Sprint("tail", i)}
		for j := 0; j < len(b.refs); j += 4 {
			b.refs[j] = &session{key: "ref"}
		}
		bigs = append(bigs, b)
		if i%4 == 0 {
			wide[int32(base+i)] = big{tail: "v"}
		}
	}
	for i := 0; i < 20; i++ {
		some := make([]user, 60)
		for j := range some {
			some[j].name = fmt.Sprint("u", j)
			some[j].boss = &user{id: 7}
		}
		users = append(users, &some[3])
	}
	timers = append(timers, time.AfterFunc(time.Hour, func() { _ = unit }))
}

func wait(hold []*session) {
	c := make(chan int)
	fmt.Fprintln(os.Stderr, <-c, len(hold))
}

func main() {
	size := flag.Int("mb", 100, "about so many megabytes")
	flag.Parse()
	for unit := 0; unit < *size; unit++ {
		megabyte(unit)
	}
	for i := 0; i < 300; i++ {
		go wait([]*session{newSession(i, 100), newSession(i, 100)})
	}
	time.Sleep(100 * time.Millisecond)
	runtime.GC()
	runtime.GC()
	debug.SetGCPercent(-1)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Println(os.Getpid(), m.HeapObjects, m.HeapAlloc)
	for {
		time.Sleep(time.Hour)
	}
}
