// Command ledger keeps connections to a bookkeeping server: one more whenever all are in use, up to thirty, and all of them
// for as long as it runs.
//
// load: burst 40 every 1s POST /entries/{n}
package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"example.com/laboratory/internal/downstream"
	"example.com/laboratory/internal/service"
)

const most = 30

func main() {
	books := downstream.Start(keepBooks)
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		pool := &pool{address: books, free: make(chan net.Conn, most), permits: make(chan struct{}, most)}
		mux.HandleFunc("/entries/", func(w http.ResponseWriter, r *http.Request) {
			if err := pool.enter(r.Context(), strings.TrimPrefix(r.URL.Path, "/entries/")); err != nil {
				service.WriteError(w, http.StatusBadGateway, err)
				return
			}
			w.WriteHeader(http.StatusNoContent)
		})
	})
}

// keepBooks plays the server.
func keepBooks(listener net.Listener) error {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer connection.Close()
			lines := bufio.NewScanner(connection)
			for lines.Scan() {
				time.Sleep(20 * time.Millisecond)
				if _, err := fmt.Fprintln(connection, "entered"); err != nil {
					return
				}
			}
		}()
	}
}

// pool holds connections that are not in use.
type pool struct {
	address string
	free    chan net.Conn
	permits chan struct{} // one for each connection there is
}

func (p *pool) enter(ctx context.Context, line string) error {
	connection, err := p.take(ctx)
	if err != nil {
		return err
	}
	if err := exchange(connection, line); err != nil {
		connection.Close()
		<-p.permits
		return err
	}
	p.free <- connection
	return nil
}

func (p *pool) take(ctx context.Context) (net.Conn, error) {
	select {
	case connection := <-p.free:
		return connection, nil
	default:
	}
	select {
	case connection := <-p.free:
		return connection, nil
	case p.permits <- struct{}{}:
		connection, err := net.DialTimeout("tcp", p.address, time.Second)
		if err != nil {
			<-p.permits
		}
		return connection, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func exchange(connection net.Conn, line string) error {
	if _, err := fmt.Fprintln(connection, line); err != nil {
		return err
	}
	_, err := bufio.NewReader(connection).ReadString('\n')
	return err
}
