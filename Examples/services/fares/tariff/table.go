// Package tariff holds what the ways between stations cost.
package tariff

import (
	"context"
	"sync/atomic"
	"time"
)

// edition is one state of all tariffs.
type edition struct {
	number int
	cents  [][]int32
}

// Table holds the edition that is in force.
type Table struct {
	stations int
	current  atomic.Pointer[edition]
}

// NewTable returns the first edition for so many stations.
func NewTable(stations int) *Table {
	t := &Table{stations: stations}
	t.current.Store(t.print(1))
	return t
}

func (t *Table) print(number int) *edition {
	cents := make([][]int32, t.stations)
	for from := range cents {
		cents[from] = make([]int32, t.stations)
		for to := range cents[from] {
			cents[from][to] = int32(200 + (from*7+to*3+number)%4000)
		}
	}
	return &edition{number: number, cents: cents}
}

// Cents returns the price of a way; stations are counted round.
func (t *Table) Cents(from, to int) int {
	cents := t.current.Load().cents
	return int(cents[index(from, t.stations)][index(to, t.stations)])
}

func index(station, count int) int {
	return ((station % count) + count) % count
}

// Edition returns the number of the edition in force.
func (t *Table) Edition() int {
	return t.current.Load().number
}

// Refresh prints a new edition at each interval until the context ends.
func (t *Table) Refresh(ctx context.Context, interval time.Duration) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			t.current.Store(t.print(t.Edition() + 1))
		case <-ctx.Done():
			return
		}
	}
}
