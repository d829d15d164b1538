// Command weather takes reports of stations and keeps each name of a station once. There are three thousand stations; after
// some seconds all of them have reported.
//
// load: POST /reports?first={n} 40/s
// notes: warm-up
package main

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"example.com/laboratory/internal/service"
)

const (
	stations  = 3000
	perReport = 8
	remarks   = 2 << 10
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		names := &names{known: make(map[string]*station)}
		mux.HandleFunc("/reports", func(w http.ResponseWriter, r *http.Request) {
			first, err := strconv.Atoi(r.URL.Query().Get("first"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			for i := 0; i < perReport; i++ {
				names.intern(fmt.Sprintf("station-%d", (first*perReport+i)%stations)).report()
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"stations": names.count()})
		})
	})
}

// station is the one value for a name.
type station struct {
	name    string
	mutex   sync.Mutex
	reports int
	remarks []byte
}

// names gives the same station for the same name.
type names struct {
	mutex sync.Mutex
	known map[string]*station
}

func (n *names) intern(name string) *station {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	found, ok := n.known[name]
	if !ok {
		found = &station{name: name, remarks: make([]byte, remarks)}
		n.known[name] = found
	}
	return found
}

func (n *names) count() int {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	return len(n.known)
}

func (s *station) report() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.remarks[s.reports%len(s.remarks)]++
	s.reports++
}
