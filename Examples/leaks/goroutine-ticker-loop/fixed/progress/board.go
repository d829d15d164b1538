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
	finished chan struct{}
}

// Track starts to publish a task's progress.
func (b *Board) Track(id string) *Counter {
	counter := &Counter{id: id, board: b, finished: make(chan struct{})}
	go counter.publish()
	return counter
}

func (c *Counter) publish() {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			c.board.publish(c.id, c.Rows())
		case <-c.finished:
			c.board.remove(c.id)
			return
		}
	}
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
	close(c.finished)
}
