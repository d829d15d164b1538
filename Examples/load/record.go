package main

import (
	"math"
	"sort"
	"sync"
	"time"
)

// record counts what happened to the requests of a run; safe for many goroutines.
type record struct {
	mutex     sync.Mutex
	latencies []time.Duration
	failures  int
	streams   int
	skipped   int
}

// summary is the line that load prints.
type summary struct {
	Requests  int     `json:"requests"`
	Failures  int     `json:"failures"`
	Refused   int     `json:"refused"`
	Streams   int     `json:"openAtEnd"`
	P50Millis float64 `json:"p50ms"`
	P99Millis float64 `json:"p99ms"`
}

// finished notes a request that was answered or failed.
func (r *record) finished(latency time.Duration, err error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.latencies = append(r.latencies, latency)
	if err != nil {
		r.failures++
	}
}

// opened notes a stream that was still open when the run ended.
func (r *record) opened() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.streams++
}

// refused notes a request that was not sent because too many were in flight.
func (r *record) refused() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.skipped++
}

func (r *record) summary() summary {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	sort.Slice(r.latencies, func(i, j int) bool { return r.latencies[i] < r.latencies[j] })
	return summary{
		Requests:  len(r.latencies),
		Failures:  r.failures,
		Refused:   r.skipped,
		Streams:   r.streams,
		P50Millis: r.quantile(0.50),
		P99Millis: r.quantile(0.99),
	}
}

// quantile returns a quantile of the sorted latencies in milliseconds, 0 when there are none.
func (r *record) quantile(q float64) float64 {
	if len(r.latencies) == 0 {
		return 0
	}
	index := int(math.Ceil(q*float64(len(r.latencies)))) - 1
	return float64(r.latencies[max(index, 0)].Microseconds()) / 1000
}
