// Command transcode decodes short pieces of sound. A decoder owns memory that is given back when the decoder is no longer
// used; a finalizer sees to that.
//
// load: GET /pieces/{n} 40/s
// load: GET /decoders 1/s
package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/finalizer-cycle/fixed/decoder"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/pieces/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/pieces/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			piece := decoder.New(byte(number))
			service.WriteJSON(w, http.StatusOK, map[string]int{"samples": piece.Decode()})
		})
		mux.HandleFunc("/decoders", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int64{"open": decoder.Open()})
		})
	})
}
