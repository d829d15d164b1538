// Command postcodes holds all addresses of a country, 160 MiB, from its start, and answers questions about them.
//
// load: GET /postcodes/{n} 120/s
package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"example.com/laboratory/internal/service"
)

const (
	streets = 20_000
	houses  = 1000
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		country := load()
		mux.HandleFunc("/postcodes/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/postcodes/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			street := country[number*7919%streets]
			service.WriteJSON(w, http.StatusOK, map[string]uint64{"postcode": street[number%houses]})
		})
	})
}

func load() [][]uint64 {
	country := make([][]uint64, streets)
	for i := range country {
		country[i] = make([]uint64, houses)
		for house := range country[i] {
			country[i][house] = uint64(10_000 + i + house)
		}
	}
	return country
}
