// Package intake sorts parcels.
package intake

import (
	"context"
	"hash/fnv"
	"sync"
	"sync/atomic"
)

// Parcel is what is sorted.
type Parcel struct {
	Number int    `json:"n"`
	Text   string `json:"text"`
	mutex  sync.Mutex
	bin    uint32
}

// Belt takes parcels to the sorter.
type Belt struct {
	parcels chan *Parcel
	sorted  atomic.Int64
}

// NewBelt returns an empty belt.
func NewBelt() *Belt {
	return &Belt{parcels: make(chan *Parcel, 16)}
}

// Put lays a parcel on the belt.
func (b *Belt) Put(ctx context.Context, parcel *Parcel) error {
	select {
	case b.parcels <- parcel:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Sorted returns how many parcels were sorted.
func (b *Belt) Sorted() int64 {
	return b.sorted.Load()
}

// Sort sorts parcels until the context ends.
func (b *Belt) Sort(ctx context.Context) {
	for {
		select {
		case parcel := <-b.parcels:
			b.sort(parcel)
		case <-ctx.Done():
			return
		}
	}
}

func (b *Belt) sort(parcel *Parcel) {
	parcel.mutex.Lock()
	defer parcel.mutex.Unlock()
	parcel.bin = binOf(parcel)
	b.sorted.Add(1)
}

func binOf(parcel *Parcel) uint32 {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(parcel.Text))
	return sum.Sum32() % 64
}
