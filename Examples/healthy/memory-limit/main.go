// Command games keeps the state of running games, 40 MiB, under a memory limit of 64 MiB, so that the collector runs often
// and memory stays close below the limit.
//
// environment: GOMEMLIMIT=64MiB
// environment: GOGC=off
// load: POST /moves/{n} 60/s with 32 KiB
// notes: gc-tuning
package main

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"example.com/laboratory/internal/service"
)

const (
	games     = 1280
	boardSize = 32 << 10
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		table := newTable()
		mux.HandleFunc("/moves/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/moves/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			board, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			table.move(number%games, board)
			w.WriteHeader(http.StatusNoContent)
		})
	})
}

// table holds the board of each game.
type table struct {
	mutex  sync.Mutex
	boards [games][]byte
}

func newTable() *table {
	t := &table{}
	for i := range t.boards {
		t.boards[i] = make([]byte, boardSize)
		for j := range t.boards[i] {
			t.boards[i][j] = byte(j)
		}
	}
	return t
}

func (t *table) move(game int, board []byte) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	copy(t.boards[game], board)
}
