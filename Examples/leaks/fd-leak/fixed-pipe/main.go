// Command convert turns documents into plain text. Each conversion gets a pipe on which its result can be fetched once;
// the last conversions are shown on a page.
//
// load: POST /conversions/{n} 6/s
// load: GET /conversions 1/s
package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"

	"example.com/laboratory/internal/service"
)

// conversion is one document and the end of the pipe on which its text comes.
type conversion struct {
	name string
	text *os.File
}

// converter knows all conversions of the day.
type converter struct {
	mutex sync.Mutex
	done  []*conversion
}

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		converter := &converter{}
		mux.HandleFunc("/conversions/", func(w http.ResponseWriter, r *http.Request) {
			started, err := converter.start(strings.TrimPrefix(r.URL.Path, "/conversions/"))
			if err != nil {
				service.WriteError(w, http.StatusInternalServerError, err)
				return
			}
			defer started.text.Close()
			if _, err := io.Copy(w, started.text); err != nil {
				service.WriteError(w, http.StatusInternalServerError, err)
			}
		})
		mux.HandleFunc("/conversions", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, converter.last(10))
		})
	})
}

func (c *converter) start(name string) (*conversion, error) {
	text, input, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	go func() {
		defer input.Close()
		fmt.Fprintf(input, "the text of %s\n", name)
	}()
	started := &conversion{name: name, text: text}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.done = append(c.done, started)
	return started, nil
}

func (c *converter) last(most int) []string {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	names := []string{}
	for _, each := range c.done[max(len(c.done)-most, 0):] {
		names = append(names, each.name)
	}
	return names
}
