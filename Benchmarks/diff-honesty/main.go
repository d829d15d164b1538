// SPDX-License-Identifier: Apache-2.0

// Writes two heap profiles of a program with twenty places that hold 2 MiB each, all of it replaced in between: nothing grows,
// but at the default sampling rate the two profiles differ. With a number of MiB one more place keeps so much in between.
//
//	diff-honesty SEED MIB FOLDER
package main

import (
	"log"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strconv"
)

// Each literal is a function and a line of its own.
var places = []func(int) []byte{
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
	func(n int) []byte { return make([]byte, n) },
}

var (
	held   [20][][]byte
	leaked [][]byte
)

//go:noinline
func leak(n int) []byte { return make([]byte, n) }

// size draws the size of an object: most are small, as in services.
func size(random *rand.Rand) int { return 32 << random.Intn(9) }

func fill(random *rand.Rand) {
	for place, allocate := range places {
		held[place] = nil
		for sum := 0; sum < 2<<20; {
			object := allocate(size(random))
			sum += len(object)
			held[place] = append(held[place], object)
		}
	}
}

func write(folder, name string) {
	runtime.GC()
	runtime.GC()
	file, err := os.Create(filepath.Join(folder, name))
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	if err := pprof.WriteHeapProfile(file); err != nil {
		log.Fatal(err)
	}
}

func main() {
	seed, _ := strconv.ParseInt(os.Args[1], 10, 64)
	mib, _ := strconv.Atoi(os.Args[2])
	random := rand.New(rand.NewSource(seed))
	fill(random)
	write(os.Args[3], "before.pb.gz")
	fill(random)
	for sum := 0; sum < mib<<20; {
		object := leak(size(random))
		sum += len(object)
		leaked = append(leaked, object)
	}
	write(os.Args[3], "after.pb.gz")
	runtime.KeepAlive(leaked)
}
