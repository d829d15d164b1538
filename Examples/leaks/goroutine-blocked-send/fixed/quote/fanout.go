package quote

import (
	"context"
	"fmt"
)

// Price is what one venue offers.
type Price struct {
	Venue  string  `json:"venue"`
	Symbol string  `json:"symbol"`
	Amount float64 `json:"amount"`
}

// Desk asks several venues for the same quote.
type Desk struct {
	venues []*Venue
}

// NewDesk returns a desk over the given venues.
func NewDesk(venues ...*Venue) *Desk {
	return &Desk{venues: venues}
}

type answer struct {
	price Price
	err   error
}

// Best returns the first price any venue answers with.
func (d *Desk) Best(ctx context.Context, symbol string) (Price, error) {
	answers := make(chan answer, len(d.venues))
	for _, venue := range d.venues {
		venue := venue
		go func() {
			price, err := venue.Quote(symbol)
			answers <- answer{price, err}
		}()
	}

	var last error
	for range d.venues {
		select {
		case got := <-answers:
			if got.err == nil {
				return got.price, nil
			}
			last = got.err
		case <-ctx.Done():
			return Price{}, fmt.Errorf("quote %s: %w", symbol, ctx.Err())
		}
	}
	return Price{}, fmt.Errorf("quote %s: no venue answered: %w", symbol, last)
}
