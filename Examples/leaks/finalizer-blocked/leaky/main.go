// Command thumbnails scales pictures down. The scaling works on large canvases that are recycled: a canvas that is no
// longer used goes back to the studio, which keeps up to sixteen of them.
//
// load: GET /thumbnails/{n} 60/s
package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/finalizer-blocked/leaky/canvas"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		studio := canvas.NewStudio(16)
		mux.HandleFunc("/thumbnails/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/thumbnails/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			picture := studio.Canvas()
			checksum := picture.Paint(byte(number))
			service.WriteJSON(w, http.StatusOK, map[string]uint32{"checksum": checksum})
		})
	})
}
