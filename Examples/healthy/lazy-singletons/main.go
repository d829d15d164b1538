// Command translate knows thirty languages. The model of a language is built when it is first asked for, and stays.
//
// load: GET /translations/{n} 60/s
// notes: warm-up
package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"example.com/laboratory/internal/service"
)

const (
	languages = 30
	modelSize = 512 << 10
)

// language is built once.
type language struct {
	once  sync.Once
	model []byte
}

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		var known [languages]language
		mux.HandleFunc("/translations/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/translations/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			// Rare languages turn up late: the next one with every eighteenth text.
			spoken := &known[number/18%languages]
			service.WriteJSON(w, http.StatusOK, map[string]int{"words": spoken.translate(number)})
		})
	})
}

func (l *language) translate(number int) int {
	l.once.Do(l.build)
	return int(l.model[number%modelSize])
}

func (l *language) build() {
	l.model = make([]byte, modelSize)
	for i := range l.model {
		l.model[i] = byte(i * 31)
	}
}
