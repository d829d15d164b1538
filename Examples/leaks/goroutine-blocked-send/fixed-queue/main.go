// Command journal writes an audit line for every purchase. Purchases are answered at once; a background goroutine per
// purchase puts the line into the journal's queue, which one writer empties.
//
// load: POST /purchases/{n} 20/s
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"strconv"
	"strings"
	"time"

	"example.com/laboratory/internal/service"
)

type line struct {
	Purchase int       `json:"purchase"`
	At       time.Time `json:"at"`
}

var (
	queue    = make(chan line, 32)
	errQuota = errors.New("quota of the archive is used up")
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		go write(ctx, &archive{quota: 4096})
		mux.HandleFunc("/purchases/", purchase)
	})
}

func purchase(w http.ResponseWriter, r *http.Request) {
	number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/purchases/"))
	if err != nil {
		service.WriteError(w, http.StatusBadRequest, err)
		return
	}
	entry := line{Purchase: number, At: time.Now()}
	go func() {
		queue <- entry
	}()
	service.WriteJSON(w, http.StatusCreated, entry)
}

// write empties the queue until the context ends.
func write(ctx context.Context, target *archive) {
	for {
		select {
		case entry := <-queue:
			if err := target.append(entry); err != nil {
				log.Printf("journal: %v", err)
			}
		case <-ctx.Done():
			return
		}
	}
}

// archive takes so many bytes and refuses what is beyond them.
type archive struct {
	quota int
	used  int
}

func (a *archive) append(entry line) error {
	text, err := json.Marshal(entry)
	if err != nil {
		return err
	}
	if a.used+len(text) > a.quota {
		return errQuota
	}
	a.used += len(text)
	return nil
}
