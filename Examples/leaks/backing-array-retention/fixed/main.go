// Command mail receives letters, hands them to a mailbox on disk, and remembers the message ids, so that a letter that
// comes twice is stored once. A quarter of a million ids are remembered, a few megabytes in all.
//
// load: POST /letters/{n} 40/s with 32 KiB
package main

import (
	"context"
	"io"
	"net/http"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/backing-array-retention/fixed/mailbox"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		seen := mailbox.NewIndex(250_000)
		mux.HandleFunc("/letters/", func(w http.ResponseWriter, r *http.Request) {
			letter, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			if !seen.Add(r.URL.Path, mailbox.Identity(letter)) {
				w.WriteHeader(http.StatusConflict)
				return
			}
			w.WriteHeader(http.StatusCreated)
		})
	})
}
