package quote

import (
	"errors"
	"math/rand"
	"time"
)

var errHalted = errors.New("trading is halted")

// Venue is one market, some milliseconds away.
type Venue struct {
	name    string
	latency time.Duration
}

// NewVenue returns a venue that answers after about the given latency.
func NewVenue(name string, latency time.Duration) *Venue {
	return &Venue{name: name, latency: latency}
}

// Quote asks the venue for a price; one answer in fifty is a refusal.
func (v *Venue) Quote(symbol string) (Price, error) {
	time.Sleep(v.latency + time.Duration(rand.Int63n(int64(v.latency/2))))
	if rand.Intn(50) == 0 {
		return Price{}, errHalted
	}
	return Price{Venue: v.name, Symbol: symbol, Amount: 90 + rand.Float64()*20}, nil
}
