// Package session keeps what signed-in devices do.
package session

import (
	"context"
	"sync"
)

// Session is one signed-in device.
type Session struct {
	device   string
	activity chan string
	ctx      context.Context
	end      context.CancelFunc
	counts   map[string]int
}

// Record notes something the device did; it is dropped when the session is busy or over.
func (s *Session) Record(activity string) {
	select {
	case s.activity <- activity:
	default:
	}
}

func (s *Session) run() {
	for {
		select { // leak: here
		case activity := <-s.activity:
			s.counts[activity]++
		case <-s.ctx.Done():
			return
		}
	}
}

// Directory finds the sessions by device.
type Directory struct {
	ctx   context.Context
	mutex sync.Mutex
	open  map[string]*Session
}

// NewDirectory returns an empty directory whose sessions end with the context at the latest.
func NewDirectory(ctx context.Context) *Directory {
	return &Directory{ctx: ctx, open: make(map[string]*Session)}
}

// Open starts a session for the device.
func (d *Directory) Open(device string) *Session {
	ctx, end := context.WithCancel(d.ctx)
	opened := &Session{
		device:   device,
		activity: make(chan string, 8),
		ctx:      ctx,
		end:      end,
		counts:   make(map[string]int),
	}
	d.mutex.Lock()
	d.open[device] = opened
	d.mutex.Unlock()
	go opened.run()
	return opened
}

// Close ends the device's session; it is false when there is none.
func (d *Directory) Close(device string) bool {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if _, ok := d.open[device]; !ok {
		return false
	}
	delete(d.open, device)
	return true
}
