//go:build cgo

// Command pictures packs pictures with a library written in C.
//
// load: POST /pictures/{n}?colours=few 20/s with 48 KiB
// load: POST /pictures/{n} 20/s with 48 KiB
// leaks: native 1.0 MiB/s
package main

import (
	"context"
	"io"
	"net/http"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/native-memory/leaky/codec"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/pictures/", func(w http.ResponseWriter, r *http.Request) {
			pixels, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			if r.URL.Query().Get("colours") == "few" {
				for i := range pixels {
					pixels[i] &^= 0x7f
				}
			}
			packed, err := codec.Pack(pixels)
			if err != nil {
				service.WriteError(w, http.StatusUnprocessableEntity, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"bytes": len(packed)})
		})
	})
}
