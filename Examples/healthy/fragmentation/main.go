// Command index builds an index of words at its start: most of what it allocates meanwhile is thrown away and a small part
// stays between it, so that many pages of memory are kept for a few objects each.
//
// load: GET /words/{n} 60/s
// load: POST /texts/{n} 40/s with 64 KiB
// notes: fragmentation
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"example.com/laboratory/internal/service"
)

const (
	words     = 400_000
	keepEvery = 25
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		index := build()
		mux.HandleFunc("/words/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/words/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			found := index[number%len(index)]
			service.WriteJSON(w, http.StatusOK, map[string]any{"word": found.text, "places": found.places[0]})
		})
		mux.HandleFunc("/texts/", func(w http.ResponseWriter, r *http.Request) {
			text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"words": bytes.Count(text, []byte(" "))})
		})
	})
}

type word struct {
	text   string
	places [24]int
}

// build returns one word in so many; all are alive until the last one is there.
func build() []*word {
	all := make([]*word, words)
	for i := range all {
		all[i] = &word{text: fmt.Sprintf("word-%d", i)}
		all[i].places[0] = i
	}
	var kept []*word
	for i := 0; i < len(all); i += keepEvery {
		kept = append(kept, all[i])
	}
	return kept
}
