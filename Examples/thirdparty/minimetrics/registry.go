// Package minimetrics counts and measures. It stands for the metrics libraries of real services: a registry keeps one
// series for each combination of labels, for as long as the process runs.
package minimetrics

import (
	"math"
	"strings"
	"sync"
)

const buckets = 512

// Registry holds all series.
type Registry struct {
	mutex  sync.RWMutex
	series map[string]*Histogram
}

// NewRegistry returns a registry without series.
func NewRegistry() *Registry {
	return &Registry{series: make(map[string]*Histogram)}
}

// Histogram counts observations by their size.
type Histogram struct {
	mutex  sync.Mutex
	counts []uint64
	labels []string
}

// Histogram returns the series of a name and of labels, made now if it is new.
func (r *Registry) Histogram(name string, labels ...string) *Histogram {
	key := name + "{" + strings.Join(labels, ",") + "}"
	r.mutex.RLock()
	found, ok := r.series[key]
	r.mutex.RUnlock()
	if ok {
		return found
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if found, ok := r.series[key]; ok {
		return found
	}
	added := &Histogram{counts: make([]uint64, buckets), labels: labels}
	r.series[key] = added
	return added
}

// Len returns how many series there are.
func (r *Registry) Len() int {
	r.mutex.RLock()
	defer r.mutex.RUnlock()
	return len(r.series)
}

// Observe counts one value.
func (h *Histogram) Observe(value float64) {
	bucket := int(math.Log2(math.Max(value, 0)*1e6+1) * 12)
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.counts[min(bucket, buckets-1)]++
}
