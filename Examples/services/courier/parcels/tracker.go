// Package parcels knows the positions of the parcels that are on their way.
package parcels

import (
	"context"
	"sync"
	"time"
)

// arrival is the kilometre at which a parcel is there.
const arrival = 12

// Tracker holds the positions of the last parcels.
type Tracker struct {
	mutex     sync.Mutex
	most      int
	positions map[int]int // kilometres, by parcel
	order     []int       // parcels, the oldest first
}

// NewTracker returns a tracker of at most so many parcels.
func NewTracker(most int) *Tracker {
	return &Tracker{most: most, positions: make(map[int]int)}
}

// Report notes that a parcel was seen and returns its position.
func (t *Tracker) Report(parcel int) int {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if _, ok := t.positions[parcel]; !ok {
		if len(t.order) == t.most {
			delete(t.positions, t.order[0])
			t.order = append(t.order[:0], t.order[1:]...)
		}
		t.order = append(t.order, parcel)
	}
	t.positions[parcel]++
	return t.positions[parcel]
}

// Position returns where a parcel is, if it is on its way.
func (t *Tracker) Position(parcel int) (int, bool) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	position, ok := t.positions[parcel]
	return position, ok
}

// Newest returns the parcel that set out last, 0 when there is none.
func (t *Tracker) Newest() int {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if len(t.order) == 0 {
		return 0
	}
	return t.order[len(t.order)-1]
}

// Drive moves all parcels a kilometre at each interval until they have arrived, and tells about each move.
func (t *Tracker) Drive(ctx context.Context, interval time.Duration, moved func(parcel, position int)) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			for parcel, position := range t.drive() {
				moved(parcel, position)
			}
		case <-ctx.Done():
			return
		}
	}
}

func (t *Tracker) drive() map[int]int {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	moves := make(map[int]int)
	for parcel, position := range t.positions {
		if position < arrival {
			t.positions[parcel] = position + 1
			moves[parcel] = position + 1
		}
	}
	return moves
}
