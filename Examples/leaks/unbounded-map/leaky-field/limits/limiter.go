// Package limits counts the calls of a caller in a sliding window.
package limits

import (
	"sync"
	"time"
)

const slots = 1024

// window holds the times of a caller's last calls, oldest overwritten first.
type window struct {
	times [slots]time.Duration
	next  int
	calls int
}

// Limiter allows each caller so many calls in a span of time.
type Limiter struct {
	mutex   sync.Mutex
	start   time.Time
	span    time.Duration
	most    int
	callers map[string]*window
}

// New returns a limiter; most must be below 1024.
func New(most int, span time.Duration) *Limiter {
	return &Limiter{start: time.Now(), span: span, most: most, callers: make(map[string]*window)}
}

// Allow notes a call and tells whether the caller is still below the limit.
func (l *Limiter) Allow(caller string, now time.Time) bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	calls, ok := l.callers[caller]
	if !ok {
		calls = new(window)       // leak: also
		l.callers[caller] = calls // leak: here
	}
	return calls.note(now.Sub(l.start), l.span) <= l.most
}

// note adds a call at a moment and returns how many lie within the span before it.
func (w *window) note(moment, span time.Duration) int {
	w.times[w.next] = moment
	w.next = (w.next + 1) % slots
	w.calls = min(w.calls+1, slots)
	within := 0
	for i := 1; i <= w.calls; i++ {
		if moment-w.times[(w.next-i+slots)%slots] > span {
			break
		}
		within++
	}
	return within
}
