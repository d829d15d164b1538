// Command transcode takes clips through three stages: decode, scale, encode. The stages are joined by small channels
// and the last one is the slowest, so the earlier ones are often blocked on a send, and always get on.
//
// load: burst 30 every 1s POST /clips/{n}
package main

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		line := newLine(ctx)
		mux.HandleFunc("/clips/", func(w http.ResponseWriter, r *http.Request) {
			select {
			case line.intake <- strings.TrimPrefix(r.URL.Path, "/clips/"):
				service.WriteJSON(w, http.StatusAccepted, map[string]int64{"done": line.done.Load()})
			case <-r.Context().Done():
			}
		})
	})
}

// line is the three stages one behind the other.
type line struct {
	intake chan string
	done   atomic.Int64
}

func newLine(ctx context.Context) *line {
	l := &line{intake: make(chan string, 4)}
	decoded, scaled := make(chan string, 2), make(chan string, 2)
	for i := 0; i < 8; i++ {
		go stage(ctx, l.intake, decoded, 20*time.Millisecond)
		go stage(ctx, decoded, scaled, 50*time.Millisecond)
	}
	for i := 0; i < 4; i++ {
		go l.encode(ctx, scaled)
	}
	return l
}

// stage moves clips from one channel to the next.
func stage(ctx context.Context, from <-chan string, to chan<- string, effort time.Duration) {
	for {
		select {
		case clip := <-from:
			time.Sleep(effort)
			select {
			case to <- clip:
			case <-ctx.Done():
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

func (l *line) encode(ctx context.Context, scaled <-chan string) {
	for {
		select {
		case <-scaled:
			time.Sleep(120 * time.Millisecond)
			l.done.Add(1)
		case <-ctx.Done():
			return
		}
	}
}
