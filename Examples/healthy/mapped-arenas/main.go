// Command solver works out timetables. Each calculation takes its memory from the system directly, half a megabyte at a
// time, and gives it back at its end.
//
// load: POST /timetables/{n} 30/s
package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"

	"example.com/laboratory/internal/service"
)

const arena = 512 << 10

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		workers := make(chan struct{}, 8)
		mux.HandleFunc("/timetables/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/timetables/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			workers <- struct{}{}
			defer func() { <-workers }()
			lessons, err := solve(byte(number))
			if err != nil {
				service.WriteError(w, http.StatusInternalServerError, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"lessons": lessons})
		})
	})
}

func solve(seed byte) (int, error) {
	memory, err := syscall.Mmap(-1, 0, arena, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return 0, err
	}
	defer syscall.Munmap(memory)
	for i := range memory {
		memory[i] = seed + byte(i)
	}
	time.Sleep(30 * time.Millisecond)
	lessons := 0
	for i := 0; i < len(memory); i += 4096 {
		lessons += int(memory[i])
	}
	return lessons, nil
}
