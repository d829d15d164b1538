// SPDX-License-Identifier: Apache-2.0

// Command heap-profile writes two heap profiles of one made-up large service, a while apart.
//
//	heap-profile SAMPLES FIRST.pb.gz SECOND.pb.gz
//
// The shapes are those of real profiles: stacks about 30 locations deep that share long paths from the root, a quarter of
// the locations with inlined calls, object sizes of the allocator's classes, values scaled as the runtime does. Between
// the two, everything allocates and frees in balance, but for twenty stacks that only grow. Needs no module.
package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"math"
	"math/rand"
	"os"
	"strconv"
)

const (
	rate      = 512 * 1024
	functions = 12000
	depth     = 30
	leaks     = 20
)

// message is a protobuf message under construction.
type message struct{ bytes []byte }

func (m *message) varint(x uint64) {
	for x >= 0x80 {
		m.bytes = append(m.bytes, byte(x)|0x80)
		x >>= 7
	}
	m.bytes = append(m.bytes, byte(x))
}

func (m *message) number(field int, x uint64) {
	if x != 0 {
		m.varint(uint64(field) << 3)
		m.varint(x)
	}
}

func (m *message) data(field int, data []byte) {
	m.varint(uint64(field)<<3 | 2)
	m.varint(uint64(len(data)))
	m.bytes = append(m.bytes, data...)
}

func (m *message) sub(field int, body func(*message)) {
	var inner message
	body(&inner)
	m.data(field, inner.bytes)
}

func (m *message) packed(field int, values []uint64) {
	m.sub(field, func(inner *message) {
		for _, value := range values {
			inner.varint(value)
		}
	})
}

// table holds the profile's strings.
type table struct {
	index map[string]uint64
	list  []string
}

func (t *table) id(text string) uint64 {
	if id, ok := t.index[text]; ok {
		return id
	}
	id := uint64(len(t.list))
	t.index[text] = id
	t.list = append(t.list, text)
	return id
}

type function struct {
	name, file string
	start      int
	// calls are location ids of call sites and the functions they lead to; leaf is where it allocates.
	calls   []uint64
	callees []int
	leaf    uint64
}

type location struct{ functions, lines []int }

// service is the code of the made-up program.
type service struct {
	functions []function
	locations []location
	trunks    [][]uint64
	ends      []int
}

func newService(random *rand.Rand, samples int) *service {
	s := &service{functions: make([]function, functions)}
	verbs := []string{"Get", "Put", "decode", "handle", "Serve", "read", "parse", "Load", "func1", "Next"}
	nouns := []string{"Conn", "Buffer", "Cache", "Session", "Row", "Request", "Index", "Job", "Token", "Stream"}
	for i := range s.functions {
		part := random.Intn(functions / 60)
		path := fmt.Sprintf("corp.example/team%d/service%02d/internal/part%03d", part%7, part%23, part)
		s.functions[i] = function{
			name:  fmt.Sprintf("%s.(*%s%d).%s%d", path, nouns[random.Intn(10)], i%97, verbs[random.Intn(10)], i),
			file:  fmt.Sprintf("/src/%s/file%02d.go", path, random.Intn(12)),
			start: 10 + random.Intn(900),
		}
	}
	for i := range s.functions {
		for k := 2 + random.Intn(5); k > 0; k-- {
			s.functions[i].calls = append(s.functions[i].calls, s.newLocation(random, i))
			callee := int(functions * math.Pow(random.Float64(), 2.2))
			s.functions[i].callees = append(s.functions[i].callees, min(callee, functions-1))
		}
		s.functions[i].leaf = s.newLocation(random, i)
	}
	for i := 0; i < max(50, samples/50); i++ {
		trunk, end := s.walk(random, random.Intn(64), nil, int(depth*(0.35+0.4*random.Float64())))
		s.trunks = append(s.trunks, trunk)
		s.ends = append(s.ends, end)
	}
	return s
}

func (s *service) newLocation(random *rand.Rand, f int) uint64 {
	place := location{[]int{f}, []int{s.functions[f].start + 1 + random.Intn(80)}}
	if random.Float64() < 0.25 {
		inlined := random.Intn(functions)
		place.functions = append([]int{inlined}, place.functions...)
		place.lines = append([]int{s.functions[inlined].start + random.Intn(60)}, place.lines...)
	}
	s.locations = append(s.locations, place)
	return uint64(len(s.locations))
}

// walk follows calls from a function until the path is so long; the first calls of a function are the most frequent.
func (s *service) walk(random *rand.Rand, f int, path []uint64, length int) ([]uint64, int) {
	for len(path) < length {
		x := random.Float64()
		call := int(float64(len(s.functions[f].calls)) * x * x)
		path = append(path, s.functions[f].calls[call])
		f = s.functions[f].callees[call]
	}
	return path, f
}

// write writes one profile; with `later` every counter has moved on.
func (s *service) write(name string, samples int, later bool) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(file, 1<<20)
	zipped, err := gzip.NewWriterLevel(buffered, gzip.BestSpeed)
	if err != nil {
		return err
	}
	strings := &table{index: map[string]uint64{}}
	strings.id("")
	var out message
	valueType := func(field int, kind, unit string) {
		out.sub(field, func(m *message) {
			m.number(1, strings.id(kind))
			m.number(2, strings.id(unit))
		})
	}
	valueType(11, "space", "bytes")
	out.number(12, rate)
	for _, kind := range []string{"alloc", "inuse"} {
		valueType(1, kind+"_objects", "count")
		valueType(1, kind+"_space", "bytes")
	}
	nanos := uint64(1790000000000000000)
	if later {
		nanos += 30e9
	}
	out.number(9, nanos)
	label := strings.id("bytes")
	// Stacks and values of the first profile are the same whichever is written.
	stacks := rand.New(rand.NewSource(2))
	values := rand.New(rand.NewSource(3))
	moved := rand.New(rand.NewSource(4))
	sizes := []uint64{16, 24, 32, 48, 64, 80, 96, 112, 128, 160, 208, 256, 384, 512, 1024, 2048, 4096, 8192, 32768, 131072}
	trunk := 0
	var reversed []uint64
	for i := 0; i < samples; i++ {
		if stacks.Float64() >= 0.9 {
			trunk = int(float64(len(s.trunks)) * math.Pow(stacks.Float64(), 1.5))
		}
		length := min(128, max(3, int(depth+stacks.NormFloat64()*depth*0.3)))
		path := append([]uint64(nil), s.trunks[trunk][:min(len(s.trunks[trunk]), length-1)]...)
		path, end := s.walk(stacks, s.ends[trunk], path, length-1)
		reversed = append(reversed[:0], s.functions[end].leaf)
		for k := len(path) - 1; k >= 0; k-- {
			reversed = append(reversed, path[k])
		}
		size := sizes[int(stacks.Float64()*stacks.Float64()*float64(len(sizes)))]
		allocated := 1 + int(math.Exp(values.NormFloat64()*1.2+1))
		inUse := 0
		if values.Float64() < 0.35 {
			inUse = 1 + int(float64(allocated)*values.Float64()*0.6)
		}
		if later {
			births, deaths := moved.Intn(4), moved.Intn(4)
			switch {
			case i < leaks:
				births, deaths = 40, 0
			case inUse < 4:
				// Few objects are requests on their way: all that came is gone.
				deaths = births
			}
			allocated += births
			inUse += births - deaths
		}
		scale := 1 / (1 - math.Exp(-float64(size)/rate))
		out.sub(2, func(m *message) {
			m.packed(1, reversed)
			m.packed(2, []uint64{
				uint64(float64(allocated) * scale), uint64(float64(uint64(allocated)*size) * scale),
				uint64(float64(inUse) * scale), uint64(float64(uint64(inUse)*size) * scale),
			})
			m.sub(3, func(m *message) {
				m.number(1, label)
				m.number(3, size)
			})
		})
		if len(out.bytes) > 1<<16 {
			if _, err := zipped.Write(out.bytes); err != nil {
				return err
			}
			out.bytes = out.bytes[:0]
		}
	}
	out.sub(3, func(m *message) {
		m.number(1, 1)
		m.number(2, 0x400000)
		m.number(3, 0x4000000)
		m.number(5, strings.id("/srv/service"))
		m.number(7, 1)
	})
	for i, place := range s.locations {
		out.sub(4, func(m *message) {
			m.number(1, uint64(i+1))
			m.number(2, 1)
			m.number(3, 0x401000+uint64(i)*37)
			for k := range place.functions {
				m.sub(4, func(m *message) {
					m.number(1, uint64(place.functions[k]+1))
					m.number(2, uint64(place.lines[k]))
				})
			}
		})
	}
	for i, f := range s.functions {
		out.sub(5, func(m *message) {
			m.number(1, uint64(i+1))
			m.number(2, strings.id(f.name))
			m.number(3, strings.id(f.name))
			m.number(4, strings.id(f.file))
			m.number(5, uint64(f.start))
		})
	}
	for _, text := range strings.list {
		out.data(6, []byte(text))
	}
	if _, err := zipped.Write(out.bytes); err != nil {
		return err
	}
	if err := zipped.Close(); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	return file.Close()
}

func main() {
	samples, err := strconv.Atoi(os.Args[1])
	check(err)
	s := newService(rand.New(rand.NewSource(1)), samples)
	check(s.write(os.Args[2], samples, false))
	check(s.write(os.Args[3], samples, true))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
