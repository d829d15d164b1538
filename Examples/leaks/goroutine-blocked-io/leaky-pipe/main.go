// Command exports sends order lists as CSV. The rows are written into a pipe by a goroutine while the response is read
// from its other end; a list that is too long is cut.
//
// load: GET /exports/{n} 20/s
package main

import (
	"context"
	"encoding/csv"
	"io"
	"log"
	"net/http"
	"strconv"
	"strings"

	"example.com/laboratory/internal/service"
)

const (
	mostBytes    = 16 << 10
	rowsPerOrder = 240
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/exports/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/exports/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			w.Header().Set("Content-Type", "text/csv")
			if err := send(w, rowsPerOrder*(1+number%4)); err != nil {
				log.Printf("export %d: %v", number, err)
			}
		})
	})
}

// send writes so many rows to a client, up to the size that clients can take.
func send(w io.Writer, rows int) error {
	reader, writer := io.Pipe()
	go func() {
		writer.CloseWithError(encode(writer, rows))
	}()
	_, err := io.Copy(w, io.LimitReader(reader, mostBytes))
	return err
}

func encode(w io.Writer, rows int) error {
	table := csv.NewWriter(w)
	for i := 0; i < rows; i++ {
		row := []string{strconv.Itoa(i), "article " + strconv.Itoa(i*37%1000), "1 piece", "19.90"}
		if err := table.Write(row); err != nil { // leak: here
			return err
		}
	}
	table.Flush()
	return table.Error()
}
