// Command payroll computes all wages anew every eight seconds, which takes 160 MiB for a moment; in between it answers
// questions about them and checks time sheets. What the collector has freed goes back to the system little by little.
//
// load: burst 1 every 8s POST /months/{n}
// load: GET /wages/{n} 40/s
// load: POST /sheets/{n} 40/s with 64 KiB
// notes: not-returned-to-os
package main

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"

	"example.com/laboratory/internal/service"
)

const (
	people  = 20_000
	details = 8 << 10
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		var current atomic.Pointer[[]int]
		current.Store(compute())
		mux.HandleFunc("/months/", func(w http.ResponseWriter, _ *http.Request) {
			current.Store(compute())
			w.WriteHeader(http.StatusNoContent)
		})
		mux.HandleFunc("/wages/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/wages/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"cents": (*current.Load())[number%people]})
		})
		mux.HandleFunc("/sheets/", func(w http.ResponseWriter, r *http.Request) {
			sheet, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"hours": len(sheet) / 100})
		})
	})
}

// compute returns everybody's wage; its working papers are needed all at one time.
func compute() *[]int {
	papers := make([][]byte, people)
	for i := range papers {
		papers[i] = make([]byte, details)
		for j := range papers[i] {
			papers[i][j] = byte(i + j)
		}
	}
	wages := make([]int, people)
	for i, paper := range papers {
		for _, each := range paper {
			wages[i] += int(each)
		}
	}
	return &wages
}
