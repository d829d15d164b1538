// Package interest finds the rate at which payments balance.
package interest

import (
	"math"
	"sync/atomic"
)

const (
	precision = 1e-9
	attempts  = 100
)

// CashFlow is one payment a year; money paid out is negative.
type CashFlow []float64

// Desk rates offers.
type Desk struct {
	rated atomic.Int64
}

// NewDesk returns a desk that has rated nothing.
func NewDesk() *Desk {
	return &Desk{}
}

// Rated returns how many offers have a rate.
func (d *Desk) Rated() int64 {
	return d.rated.Load()
}

// Rate computes an offer's rate.
func (d *Desk) Rate(flow CashFlow) {
	rate, step := 0.1, math.MaxFloat64
	for attempt := 0; math.Abs(step) > precision; attempt++ {
		if attempt == attempts {
			return
		}
		step = flow.improve(rate)
		rate -= step
	}
	d.rated.Add(1)
}

// improve returns by how much a rate is off, to first order.
func (f CashFlow) improve(rate float64) float64 {
	value, slope, discount := 0.0, 0.0, 1.0
	for year, payment := range f {
		value += payment * discount
		slope -= float64(year) * payment * discount / (1 + rate)
		discount /= 1 + rate
	}
	return value / slope
}
