// Command payroll computes all wages of a month when it starts, which takes 160 MiB for a moment, and then answers
// questions about them from a small table. What the collector has freed goes back to the system little by little.
//
// load: GET /wages/{n} 40/s
// notes: not-returned-to-os
package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"example.com/laboratory/internal/service"
)

const (
	people  = 20_000
	details = 8 << 10
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		wages := compute()
		mux.HandleFunc("/wages/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/wages/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"cents": wages[number%people]})
		})
	})
}

// compute returns everybody's wage; its working papers are needed all at one time.
func compute() []int {
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
	return wages
}
