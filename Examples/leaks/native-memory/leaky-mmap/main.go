// Command maps serves map tiles. The tiles of a region lie in one file, which is mapped into memory to find a tile in it.
//
// load: GET /tiles/{n} 12/s
// leaks: native 0.8 MiB/s
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/native-memory/leaky-mmap/tiles"
)

func main() {
	folder, err := os.MkdirTemp("", "tiles")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		region := filepath.Join(folder, "region.tiles")
		if err := tiles.Write(region, 64); err != nil {
			log.Fatal(err)
		}
		mux.HandleFunc("/tiles/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/tiles/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			tile, err := tiles.Read(region, number%64)
			if err != nil {
				service.WriteError(w, http.StatusInternalServerError, err)
				return
			}
			_, _ = w.Write(tile)
		})
	})
}
