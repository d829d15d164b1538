// Command resize scales pictures without any cache: it allocates some 100 MB a second, and nothing of it stays.
//
// load: GET /pictures/{n} 100/s
package main

import (
	"context"
	"hash/crc32"
	"net/http"
	"strings"

	"example.com/laboratory/internal/service"
)

const (
	width  = 512
	height = 512
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/pictures/", func(w http.ResponseWriter, r *http.Request) {
			picture := decode(strings.TrimPrefix(r.URL.Path, "/pictures/"))
			service.WriteJSON(w, http.StatusOK, map[string]uint32{"checksum": crc32.ChecksumIEEE(halve(picture))})
		})
	})
}

func decode(name string) []uint32 {
	picture := make([]uint32, width*height)
	for i := 0; i < len(picture); i += 16 {
		picture[i] = uint32(i * len(name))
	}
	return picture
}

func halve(picture []uint32) []byte {
	small := make([]byte, width/2*height/2)
	for y := 0; y < height; y += 2 {
		for x := 0; x < width; x += 2 {
			small[y/2*width/2+x/2] = byte(picture[y*width+x] >> 8)
		}
	}
	return small
}
