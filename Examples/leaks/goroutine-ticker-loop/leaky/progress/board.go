// Package progress shows how far long tasks are.
package progress

import (
	"sync"
	"sync/atomic"
	"time"
)

const interval = 250 * time.Millisecond

// Board holds the published progress of running tasks.
type Board struct {
	mutex sync.RWMutex
	rows  map[string]int64
}

// NewBoard returns an empty board.
func NewBoard() *Board {
	return &Board{rows: make(map[string]int64)}
}

// Counter counts the rows of one task.
type Counter struct {
	id       string
	board    *Board
	rows     atomic.Int64
	finished atomic.Bool
}

// Track starts to publish a task's progress.
func (b *Board) Track(id string) *Counter {
	counter := &Counter{id: id, board: b}
	ticker := time.NewTicker(interval)
	go func() {
		for range ticker.C { // leak: here
			if !counter.finished.Load() {
				b.publish(id, counter.Rows())
			}
		}
	}()
	return counter
}

// Rows returns the published progress of a task.
func (b *Board) Rows(id string) int64 {
	b.mutex.RLock()
	defer b.mutex.RUnlock()
	return b.rows[id]
}

func (b *Board) publish(id string, rows int64) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.rows[id] = rows
}

func (b *Board) remove(id string) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	delete(b.rows, id)
}

// Add counts further rows.
func (c *Counter) Add(rows int64) {
	c.rows.Add(rows)
}

// Rows returns how many rows were counted.
func (c *Counter) Rows() int64 {
	return c.rows.Load()
}

// Finish takes the task off the board.
func (c *Counter) Finish() {
	c.finished.Store(true)
	c.board.remove(c.id)
}
