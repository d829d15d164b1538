// Package guests keeps the links of guests.
package guests

import (
	"context"
	"sync"
	"time"
)

// List holds the links that are valid.
type List struct {
	validity time.Duration
	mutex    sync.Mutex
	expiry   map[string]time.Time
}

// NewList returns an empty list whose links are valid for so long.
func NewList(ctx context.Context, validity time.Duration) *List {
	list := &List{validity: validity, expiry: make(map[string]time.Time)}
	go list.withdrawExpired(ctx)
	return list
}

// Invite makes a guest's link valid.
func (l *List) Invite(guest string) {
	l.mutex.Lock()
	l.expiry[guest] = time.Now().Add(l.validity)
	l.mutex.Unlock()
}

func (l *List) withdrawExpired(ctx context.Context) {
	ticker := time.NewTicker(time.Minute)
	defer ticker.Stop()
	for {
		select {
		case now := <-ticker.C:
			l.removeBefore(now)
		case <-ctx.Done():
			return
		}
	}
}

func (l *List) removeBefore(now time.Time) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	for guest, expiry := range l.expiry {
		if expiry.Before(now) {
			delete(l.expiry, guest)
		}
	}
}

// Valid tells whether a guest's link can be used.
func (l *List) Valid(guest string) bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return time.Now().Before(l.expiry[guest])
}
