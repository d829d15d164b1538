// Command atlas draws maps out of layers. A picture is put together in memory that comes straight from the system, because
// pictures are large and short-lived.
//
// kind: native-memory
// load: GET /maps/{n}?layers=land,roads 20/s
// load: GET /maps/{n}?layers=land,weather 12/s
// load: GET /layers 5/s
// leaks: native 0.8 MiB/s
package main

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/services/atlas/layers"
	"example.com/laboratory/services/atlas/render"
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		library := layers.NewLibrary(48)
		go library.Forecast(ctx, time.Second)
		painter := render.NewPainter(library)
		mux.HandleFunc("/maps/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/maps/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			picture, err := painter.Paint(number, strings.Split(r.URL.Query().Get("layers"), ","))
			switch {
			case errors.Is(err, layers.ErrNoForecast):
				service.WriteError(w, http.StatusNotFound, err)
			case err != nil:
				service.WriteError(w, http.StatusInternalServerError, err)
			default:
				w.Header().Set("Content-Type", "application/octet-stream")
				_, _ = w.Write(picture)
			}
		})
		mux.HandleFunc("/layers", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int{"tiles": library.Tiles()})
		})
	})
}
