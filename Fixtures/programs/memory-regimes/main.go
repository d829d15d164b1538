// SPDX-License-Identifier: Apache-2.0

// Memory-regimes puts itself into one known state of memory, then writes what
// its runtime and the kernel say of it at that moment.
//
//	memory-regimes REGIME FOLDER
//
// writes FOLDER/REGIME.json and FOLDER/REGIME.txt. Scripts/record-process-fixtures runs it.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"syscall"
	"time"
)

const megabyte = 1 << 20

var (
	kept   [][]byte
	mapped []byte
	sum    int
)

// touch makes every page of b resident.
func touch(b []byte) {
	for i := 0; i < len(b); i += 4096 {
		b[i] = 1
	}
}

func allocate(megabytes int) {
	for i := 0; i < megabytes; i++ {
		b := make([]byte, megabyte)
		touch(b)
		kept = append(kept, b)
	}
}

var regimes = map[string]func(){
	"idle": func() { runtime.GC() },
	"live": func() {
		allocate(64)
		runtime.GC()
	},
	"garbage": func() {
		debug.SetGCPercent(400)
		allocate(16)
		runtime.GC()
		for i := 0; i < 60; i++ {
			touch(make([]byte, megabyte))
		}
	},
	"kept": func() {
		allocate(64)
		kept = nil
		runtime.GC()
	},
	"returned": func() {
		allocate(64)
		kept = nil
		debug.FreeOSMemory()
	},
	"fragmented": func() {
		for i := 0; i < 100_000; i++ {
			b := make([]byte, 1000)
			touch(b)
			kept = append(kept, b)
		}
		for i := range kept {
			if i%8 != 0 {
				kept[i] = nil
			}
		}
		runtime.GC()
	},
	"offheap": func() {
		var err error
		mapped, err = syscall.Mmap(-1, 0, 64*megabyte, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
		if err != nil {
			log.Fatal(err)
		}
		touch(mapped)
	},
	"mappedfile": func() {
		path := filepath.Join(os.TempDir(), "memory-regimes.data")
		if err := os.WriteFile(path, make([]byte, 64*megabyte), 0o600); err != nil {
			log.Fatal(err)
		}
		defer os.Remove(path)
		f, err := os.Open(path)
		if err != nil {
			log.Fatal(err)
		}
		mapped, err = syscall.Mmap(int(f.Fd()), 0, 64*megabyte, syscall.PROT_READ, syscall.MAP_SHARED)
		if err != nil {
			log.Fatal(err)
		}
		for i := 0; i < len(mapped); i += 4096 {
			sum += int(mapped[i])
		}
		runtime.GC()
		debug.FreeOSMemory()
	},
	"stacks": func() {
		block := make(chan int)
		for i := 0; i < 20_000; i++ {
			go func() { <-block }()
		}
		time.Sleep(200 * time.Millisecond)
		runtime.GC()
	},
	"files": func() {
		for i := 0; i < 40; i++ {
			f, err := os.CreateTemp("", "orders-*.log")
			if err != nil {
				log.Fatal(err)
			}
			os.Remove(f.Name())
			open = append(open, f)
		}
		for i := 0; i < 3; i++ {
			r, w, err := os.Pipe()
			if err != nil {
				log.Fatal(err)
			}
			open = append(open, r, w)
		}
	},
}

var open []*os.File

func main() {
	if len(os.Args) != 3 || regimes[os.Args[1]] == nil {
		log.Fatal("usage: memory-regimes REGIME FOLDER")
	}
	regimes[os.Args[1]]()
	if err := write(filepath.Join(os.Args[2], os.Args[1])); err != nil {
		log.Fatal(err)
	}
	runtime.KeepAlive(kept)
	runtime.KeepAlive(mapped)
	runtime.KeepAlive(open)
}

type reading struct {
	Go       string
	Regime   string
	Instant  float64
	LiveHeap uint64
	MemStats map[string]any
}

func write(path string) error {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	var stats runtime.MemStats
	name := filepath.Base(path)
	instant := float64(time.Now().UnixMilli()) / 1000
	// The kernel's view first: what writing allocates must not be in it.
	look := look(name, instant)
	runtime.ReadMemStats(&stats)
	metrics.Read(live)
	r := reading{Go: runtime.Version(), Regime: name, Instant: instant}
	if live[0].Value.Kind() == metrics.KindUint64 {
		r.LiveHeap = live[0].Value.Uint64()
	}
	fields, err := json.Marshal(stats)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(fields, &r.MemStats); err != nil {
		return err
	}
	// Long, and of no use for a ledger.
	for _, field := range []string{"BySize", "PauseNs", "PauseEnd"} {
		delete(r.MemStats, field)
	}
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(path+".json", append(text, '\n'), 0o644); err != nil {
		return err
	}
	return os.WriteFile(path+".txt", []byte(look), 0o644)
}

// look reads the files of the process in the form in which tail prints them.
func look(name string, instant float64) string {
	var out strings.Builder
	fmt.Fprintf(&out, "==> instant %.3f <==\n", instant)
	pid := os.Getpid()
	files := []string{"smaps_rollup", "status", "stat", "limits"}
	if name == "offheap" || name == "mappedfile" {
		files = append(files, "smaps")
	}
	for _, file := range files {
		path := fmt.Sprintf("/proc/%d/%s", pid, file)
		text, err := os.ReadFile(path)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Fprintf(&out, "\n==> %s <==\n%s", path, text)
	}
	if name == "files" {
		folder := fmt.Sprintf("/proc/%d/fd", pid)
		fmt.Fprintf(&out, "\n==> %s <==\n", folder)
		entries, err := os.ReadDir(folder)
		if err != nil {
			log.Fatal(err)
		}
		for _, entry := range entries {
			if target, err := os.Readlink(filepath.Join(folder, entry.Name())); err == nil {
				fmt.Fprintf(&out, "%s -> %s\n", entry.Name(), target)
			}
		}
	}
	return out.String()
}
