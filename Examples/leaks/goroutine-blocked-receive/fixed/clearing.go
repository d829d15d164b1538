package main

import (
	"context"
	"hash/fnv"
	"time"

	"example.com/laboratory/leaks/goroutine-blocked-receive/fixed/correlation"
)

// clearingHouse is the session with the peer that settles payments.
type clearingHouse struct {
	replies *correlation.Table[Settlement]
	queue   chan string
}

func newClearingHouse(replies *correlation.Table[Settlement]) *clearingHouse {
	return &clearingHouse{replies: replies, queue: make(chan string, 1024)}
}

func (c *clearingHouse) submit(ctx context.Context, payment string) error {
	select {
	case c.queue <- payment:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// run settles payments in the order they came, until the context ends.
func (c *clearingHouse) run(ctx context.Context) {
	for {
		select {
		case payment := <-c.queue:
			c.settle(payment)
		case <-ctx.Done():
			return
		}
	}
}

func (c *clearingHouse) settle(payment string) {
	c.replies.Deliver(payment, Settlement{Payment: payment, Declined: declined(payment), At: time.Now()})
}

// declined is true for about one payment in four.
func declined(payment string) bool {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(payment))
	return sum.Sum32()%4 == 0
}
