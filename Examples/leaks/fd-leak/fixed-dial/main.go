// Command alarms passes alarms on to an operations desk that listens on TCP. Connections to the desk are used again.
//
// load: POST /alarms/{n} 15/s
package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"

	"example.com/laboratory/internal/downstream"
	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/fd-leak/fixed-dial/relay"
)

func main() {
	desk := downstream.Start(answerAlarms)
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		relay := relay.New(desk)
		mux.HandleFunc("/alarms/", func(w http.ResponseWriter, r *http.Request) {
			if err := relay.Pass(strings.TrimPrefix(r.URL.Path, "/alarms/")); err != nil {
				service.WriteError(w, http.StatusBadGateway, err)
				return
			}
			w.WriteHeader(http.StatusNoContent)
		})
	})
}

// answerAlarms plays the operations desk: it says "noted" to each line.
func answerAlarms(listener net.Listener) error {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer connection.Close()
			lines := bufio.NewScanner(connection)
			for lines.Scan() {
				if _, err := fmt.Fprintln(connection, "noted"); err != nil {
					return
				}
			}
		}()
	}
}
