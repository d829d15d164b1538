// Package quote tells what journeys cost.
package quote

import (
	"sync"
	"time"

	"example.com/laboratory/services/fares/tariff"
)

// Quote is a price that holds for a moment.
type Quote struct {
	From  int       `json:"from"`
	To    int       `json:"to"`
	Cents int       `json:"cents"`
	Until time.Time `json:"until"`
}

// Journey is a way with many stops, as a travel agency sends it.
type Journey struct {
	Number int    `json:"n"`
	Text   string `json:"text"`
}

// Desk gives quotes and keeps the last ones in a ring.
type Desk struct {
	table *tariff.Table
	mutex sync.Mutex
	last  []Quote
	next  int
}

// NewDesk returns a desk that keeps so many quotes.
func NewDesk(table *tariff.Table, keep int) *Desk {
	return &Desk{table: table, last: make([]Quote, keep)}
}

// Quote returns the price of a way.
func (d *Desk) Quote(from, to int) Quote {
	given := Quote{From: from, To: to, Cents: d.table.Cents(from, to), Until: time.Now().Add(time.Minute)}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.last[d.next] = given
	d.next = (d.next + 1) % len(d.last)
	return given
}

// Price returns the price of a journey: of all ways between its stops.
func (d *Desk) Price(journey Journey) int {
	stops := make([]int, 0, len(journey.Text)/8)
	for i := 0; i+8 <= len(journey.Text); i += 8 {
		stops = append(stops, int(journey.Text[i])*journey.Number)
	}
	cents := 0
	for i := 1; i < len(stops); i++ {
		cents += d.table.Cents(stops[i-1], stops[i])
	}
	return cents
}
