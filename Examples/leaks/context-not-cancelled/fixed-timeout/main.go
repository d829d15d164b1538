// Command exports prepares downloads. An export may take up to six hours, although most are ready at once.
//
// load: POST /exports/{n} 50/s with 20 KiB
package main

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"example.com/laboratory/internal/service"
)

const longest = 6 * time.Hour

// export is what a customer wants to download.
type export struct {
	Number int    `json:"n"`
	Text   string `json:"text"`
}

type exportKey struct{}

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/exports/", func(w http.ResponseWriter, r *http.Request) {
			wanted := new(export)
			if err := json.NewDecoder(r.Body).Decode(wanted); err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			rows, err := prepare(wanted)
			if err != nil {
				service.WriteError(w, http.StatusGatewayTimeout, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"rows": rows})
		})
	})
}

// prepare must outlive the request: the customer may come back for the download later.
func prepare(wanted *export) (int, error) {
	ctx := context.WithValue(context.Background(), exportKey{}, wanted)
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	return collect(ctx)
}

func collect(ctx context.Context) (int, error) {
	wanted := ctx.Value(exportKey{}).(*export)
	rows := 0
	for _, part := range strings.SplitAfterN(wanted.Text, "lorem", 50) {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		rows += len(part) % 7
	}
	return rows, nil
}
