// Command scans writes each picture to a file of its own, reads it back, and removes the file.
//
// load: POST /scans/{n} 120/s with 8 KiB
package main

import (
	"context"
	"hash/crc32"
	"io"
	"net/http"
	"os"

	"example.com/laboratory/internal/service"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/scans/", func(w http.ResponseWriter, r *http.Request) {
			checksum, err := scan(r.Body)
			if err != nil {
				service.WriteError(w, http.StatusInternalServerError, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]uint32{"checksum": checksum})
		})
	})
}

func scan(picture io.Reader) (uint32, error) {
	file, err := os.CreateTemp("", "scan")
	if err != nil {
		return 0, err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if _, err := io.Copy(file, picture); err != nil {
		return 0, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	sum := crc32.NewIEEE()
	_, err = io.Copy(sum, file)
	return sum.Sum32(), err
}
