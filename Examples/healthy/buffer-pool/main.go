// Command invoices prints invoices into buffers from a pool. Now and then one is long; its buffer is too large to be kept.
//
// load: GET /invoices/{n} 150/s
package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"example.com/laboratory/internal/service"
)

const worthKeeping = 64 << 10

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/invoices/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/invoices/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			page := buffers.Get().(*bytes.Buffer)
			defer giveBack(page)
			page.Reset()
			write(page, number)
			_, _ = w.Write(page.Bytes())
		})
	})
}

func giveBack(page *bytes.Buffer) {
	if page.Cap() <= worthKeeping {
		buffers.Put(page)
	}
}

func write(page *bytes.Buffer, number int) {
	lines := 30
	if number%50 == 0 {
		lines = 20_000
	}
	for i := 0; i < lines; i++ {
		fmt.Fprintf(page, "%5d  item %6d  %4d\n", i, number*7+i, i%90)
	}
}
