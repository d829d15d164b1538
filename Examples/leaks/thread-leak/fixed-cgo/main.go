//go:build cgo

// Command scales weighs parcels. The driver of the scales is written in C; it waits a moment for the load on them to come
// to rest.
//
// load: GET /weights/{n} 12/s
package main

/*
#include <poll.h>

// settle waits until the scales have come to rest, at most so many milliseconds; below 0 is as long as it takes.
static int settle(int parcel, int patience) {
	if (parcel % 4 != 0) return 0;
	return poll(0, 0, patience);
}
*/
import "C"

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"example.com/laboratory/internal/service"
)

const patience = 300 * time.Millisecond

var errRestless = errors.New("the scales do not come to rest")

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/weights/", func(w http.ResponseWriter, r *http.Request) {
			parcel, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/weights/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			grams, err := weigh(r.Context(), parcel)
			if err != nil {
				service.WriteError(w, http.StatusGatewayTimeout, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"grams": grams})
		})
	})
}

// weigh gives up when the scales do not come to rest in time.
func weigh(ctx context.Context, parcel int) (int, error) {
	rested := make(chan int, 1)
	go func() {
		C.settle(C.int(parcel), C.int(patience.Milliseconds()))
		rested <- parcel * 17 % 2000
	}()
	select {
	case grams := <-rested:
		return grams, nil
	case <-time.After(patience):
		return 0, errRestless
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}
