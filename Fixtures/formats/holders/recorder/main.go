// SPDX-License-Identifier: Apache-2.0

// Command holders fills one container of every kind, keeps it, and writes a heap profile of it all.
//
//	holders OUT.pb.gz
//
// Every allocation is sampled, so that the profile shows every frame that the runtime leaves in it.
package main

import (
	"bufio"
	"bytes"
	"container/list"
	"context"
	"encoding/json"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync"
	"time"
)

type record struct {
	id   int
	text [100]byte
}

var (
	kept    []any
	records []*record
	byID    = map[int]*record{}
	byName  = map[string]int64{}
	sets    = map[string]map[string]bool{}
	history []int64
)

func keep(value any) { kept = append(kept, value) }

func fillMapOfInts() {
	for i := 0; i < 5000; i++ {
		byID[i] = nil
	}
}

func fillMapOfStrings() {
	for i := 0; i < 5000; i++ {
		byName[strings.Repeat("k", 8)+string(rune('a'+i%26))+time.Duration(i).String()] = 1
	}
}

func fillMapOfMaps() {
	for i := 0; i < 100; i++ {
		name := time.Duration(i).String()
		sets[name] = map[string]bool{}
		sets[name]["x"] = true
	}
}

func makeMap() {
	keep(make(map[int]int, 1000))
}

func appendNumbers() {
	for i := int64(0); i < 100000; i++ {
		history = append(history, i)
	}
}

func appendRecords() {
	for i := 0; i < 1000; i++ {
		records = append(records, &record{id: i})
	}
}

func makeSlice() { keep(make([]byte, 4096)) }

func growBuffer() {
	buffer := &bytes.Buffer{}
	for i := 0; i < 10000; i++ {
		buffer.WriteString("a line of a log\n")
	}
	keep(buffer)
}

func growBuilder() {
	builder := &strings.Builder{}
	for i := 0; i < 10000; i++ {
		builder.WriteString("a line of a log\n")
	}
	keep(builder)
}

func makeWriter() { keep(bufio.NewWriter(io.Discard)) }

func fillSyncMap() {
	m := &sync.Map{}
	for i := 0; i < 1000; i++ {
		m.Store(i, i)
	}
	keep(m)
}

func fillList() {
	l := list.New()
	for i := 0; i < 1000; i++ {
		l.PushBack(i)
	}
	keep(l)
}

func fillChannel() {
	c := make(chan [1000]byte, 100)
	for i := 0; i < 100; i++ {
		c <- [1000]byte{}
	}
	keep(c)
}

func sendBuffers() {
	c := make(chan []byte, 100)
	for i := 0; i < 100; i++ {
		c <- make([]byte, 2000)
	}
	keep(c)
}

func startTimers() {
	for i := 0; i < 100; i++ {
		keep(time.AfterFunc(time.Hour, func() { _ = i }))
		keep(time.NewTimer(time.Hour))
		keep(time.NewTicker(time.Hour))
		keep(time.After(time.Hour))
	}
}

var root, _ = context.WithCancel(context.Background())

func deriveContexts() {
	for i := 0; i < 100; i++ {
		ctx, cancel := context.WithCancel(root)
		keep(cancel)
		ctx2, _ := context.WithTimeout(root, time.Hour)
		keep(ctx2)
		keep(context.WithValue(ctx, i, i))
	}
}

func openFiles() {
	for i := 0; i < 50; i++ {
		f, _ := os.Open("/dev/null")
		keep(f)
	}
}

func startGoroutines() {
	for i := 0; i < 100; i++ {
		go func() { select {} }()
	}
}

func setFinalizers() {
	for i := 0; i < 100; i++ {
		r := &record{}
		runtime.SetFinalizer(r, func(*record) {})
		keep(r)
	}
}

var pool = sync.Pool{New: func() any { return new(record) }}

func fillPool() {
	var all []any
	for i := 0; i < 100; i++ {
		all = append(all, pool.Get())
	}
	for _, r := range all {
		pool.Put(r)
	}
	keep(all)
}

func concatenate() {
	text := ""
	for i := 0; i < 100; i++ {
		text += "more"
	}
	keep(text)
	keep(strings.Clone(text))
	keep([]byte(text))
	keep(string([]byte(text)))
}

func decode() {
	var v map[string]any
	json.Unmarshal([]byte(`{"a":[1,2,3,{"b":"c"}],"d":"e"}`), &v)
	keep(v)
}

func readAll() {
	b, _ := io.ReadAll(strings.NewReader(strings.Repeat("x", 100000)))
	keep(b)
}

func closures() {
	for i := 0; i < 100; i++ {
		big := make([]byte, 100)
		keep(func() int { return len(big) })
	}
}

func box() {
	for i := 0; i < 1000; i++ {
		keep(i + 1000)
	}
}

func main() {
	runtime.MemProfileRate = 1
	fillMapOfInts()
	fillMapOfStrings()
	fillMapOfMaps()
	makeMap()
	appendNumbers()
	appendRecords()
	makeSlice()
	growBuffer()
	growBuilder()
	makeWriter()
	fillSyncMap()
	fillList()
	fillChannel()
	sendBuffers()
	startTimers()
	deriveContexts()
	openFiles()
	startGoroutines()
	setFinalizers()
	fillPool()
	concatenate()
	decode()
	readAll()
	closures()
	box()
	runtime.GC()
	runtime.GC()
	file, err := os.Create(os.Args[1])
	if err != nil {
		panic(err)
	}
	if err := pprof.Lookup("heap").WriteTo(file, 0); err != nil {
		panic(err)
	}
	if err := file.Close(); err != nil {
		panic(err)
	}
	runtime.KeepAlive(kept)
}
