// SPDX-License-Identifier: Apache-2.0

// Command memory retains memory in known amounts and writes what Go says of it: heap profiles in both forms, MemStats as
// JSON, expvar, runtime/metrics, and with GODEBUG the runtime's own trace lines. Scripts/record-memory-fixtures builds and
// runs it with every Go version.
package main

import (
	"encoding/json"
	"expvar"
	"fmt"
	"io"
	"log"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"runtime/pprof"
	"sync"
	"time"
)

type order struct {
	next  *order
	lines [120]byte
}

var (
	orders  *order
	buffers [][]byte
	sink    int
)

//go:noinline
func retainOrders(n int) {
	for i := 0; i < n; i++ {
		orders = &order{next: orders}
	}
}

func newBuffer(size int) []byte { return make([]byte, size) }

//go:noinline
func retainBuffers(n, size int) {
	for i := 0; i < n; i++ {
		buffers = append(buffers, newBuffer(size))
	}
}

//go:noinline
func discard(n int) {
	for i := 0; i < n; i++ {
		sink += len(newBuffer(10_000 + i))
	}
}

// collect is generic: its name carries [go.shape...] in profiles.
//
//go:noinline
func collect[T any](n int, make func(int) T) []T {
	var all []T
	for i := 0; i < n; i++ {
		all = append(all, make(i))
	}
	return all
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(folder, file string, body func(io.Writer) error) {
	f, err := os.Create(filepath.Join(folder, file))
	check(err)
	check(body(f))
	check(f.Close())
}

// heap writes both forms of the heap profile of one moment: no collection ends between them.
func heap(folder, name string) {
	retainOrders(20_000)
	retainBuffers(100, 64<<10)
	discard(500)
	buffers = append(buffers, collect(40, func(i int) []byte { return make([]byte, 32<<10) })...)
	runtime.GC()
	debug.SetGCPercent(-1)
	write(folder, name+".pb.gz", func(w io.Writer) error { return pprof.Lookup("heap").WriteTo(w, 0) })
	write(folder, name+".txt", func(w io.Writer) error { return pprof.Lookup("heap").WriteTo(w, 1) })
}

// moments writes statistics of several moments in the forms that programs give them.
func moments(folder string) {
	var series, logged, text []byte
	for i := 0; i < 4; i++ {
		retainBuffers(20, 64<<10)
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		line, err := json.Marshal(stats)
		check(err)
		series = append(append(series, line...), '\n')
		line, err = json.Marshal(map[string]any{
			"time": time.Unix(1_790_000_000+int64(i)*60, 0).UTC().Format(time.RFC3339Nano), "level": "INFO", "msg": "memory",
			"goroutines": runtime.NumGoroutine(), "memstats": map[string]any{
				"HeapAlloc": stats.HeapAlloc, "HeapInuse": stats.HeapInuse, "Sys": stats.Sys, "NumGC": stats.NumGC,
			},
		})
		check(err)
		logged = append(append(logged, line...), '\n')
		logged = append(logged, `{"time":"2026-09-21T14:13:20Z","level":"INFO","msg":"request served","status":200}`+"\n"...)
		line, err = json.Marshal(stats)
		check(err)
		text = append(text, fmt.Sprintf("2026/09/21 14:%02d:20 memory %s\n", i, line)...)
		text = append(text, "2026/09/21 14:13:21 request served\n"...)
	}
	write(folder, "memstats.jsonl", func(w io.Writer) error { _, err := w.Write(series); return err })
	write(folder, "logged.jsonl", func(w io.Writer) error { _, err := w.Write(logged); return err })
	write(folder, "logged.txt", func(w io.Writer) error { _, err := w.Write(text); return err })
	write(folder, "memstats.json", func(w io.Writer) error {
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		return encoder.Encode(stats)
	})
	write(folder, "vars.json", func(w io.Writer) error {
		expvar.NewString("password").Set("correct horse battery staple")
		expvar.NewInt("goroutines").Set(int64(runtime.NumGoroutine()))
		recorder := httptest.NewRecorder()
		expvar.Handler().ServeHTTP(recorder, httptest.NewRequest("GET", "/debug/vars", nil))
		_, err := w.Write(recorder.Body.Bytes())
		return err
	})
	runtimeMetrics(folder)
}

func runtimeMetrics(folder string) {
	descriptions := metrics.All()
	samples := make([]metrics.Sample, len(descriptions))
	for i := range descriptions {
		samples[i].Name = descriptions[i].Name
	}
	metrics.Read(samples)
	values := map[string]any{}
	write(folder, "metrics.txt", func(w io.Writer) error {
		for _, sample := range samples {
			switch sample.Value.Kind() {
			case metrics.KindUint64:
				values[sample.Name] = sample.Value.Uint64()
				fmt.Fprintf(w, "%s %d\n", sample.Name, sample.Value.Uint64())
			case metrics.KindFloat64:
				values[sample.Name] = sample.Value.Float64()
				fmt.Fprintf(w, "%s %v\n", sample.Name, sample.Value.Float64())
			}
		}
		return nil
	})
	write(folder, "metrics.json", func(w io.Writer) error { return json.NewEncoder(w).Encode(values) })
}

// trace collects garbage for a while beside goroutines that log, for the trace lines that GODEBUG asks for.
func trace(length time.Duration) {
	var writers sync.WaitGroup
	end := time.Now().Add(length)
	for writer := 0; writer < 2; writer++ {
		writers.Add(1)
		go func(writer int) {
			defer writers.Done()
			for i := 0; time.Now().Before(end); i++ {
				log.Printf("worker %d served request %d in %dms", writer, i, i%7)
				time.Sleep(2 * time.Millisecond)
			}
		}(writer)
	}
	for i := 0; time.Now().Before(end); i++ {
		buffer := newBuffer(64 << 10)
		if i%8 == 0 {
			buffers = append(buffers, buffer)
		}
		if len(buffers) > 400 {
			buffers = buffers[200:]
		}
		if i%4 == 0 {
			time.Sleep(time.Millisecond)
		}
	}
	writers.Wait()
	buffers = nil
	runtime.GC()
	debug.FreeOSMemory()
	if profile := pprof.Lookup("goroutineleak"); profile != nil {
		check(profile.WriteTo(io.Discard, 0))
	}
}

func main() {
	switch mode := os.Args[1]; mode {
	case "heap":
		heap(os.Args[2], "heap")
	case "fine":
		runtime.MemProfileRate = 8192
		heap(os.Args[2], "fine")
	case "off":
		runtime.MemProfileRate = 0
		heap(os.Args[2], "off")
	case "moments":
		moments(os.Args[2])
	case "trace":
		trace(500 * time.Millisecond)
	default:
		check(fmt.Errorf("no such mode: %s", mode))
	}
}
