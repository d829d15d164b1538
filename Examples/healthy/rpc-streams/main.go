// Command dispatch talks with sixty couriers over one two-way TCP stream each: a goroutine reads positions, another
// writes orders. The couriers stay connected all day.
//
// load: POST /orders/{n} 30/s
package main

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/downstream"
	"example.com/laboratory/internal/service"
)

const couriers = 60

func main() {
	peer := downstream.Start(serveCouriers)
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		streams := make([]*stream, couriers)
		for i := range streams {
			connection, err := net.Dial("tcp", peer)
			if err != nil {
				log.Fatal(err)
			}
			streams[i] = newStream(ctx, connection)
		}
		mux.HandleFunc("/orders/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/orders/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			chosen := streams[number%couriers]
			select {
			case chosen.orders <- r.URL.Path:
				service.WriteJSON(w, http.StatusAccepted, map[string]int64{"positions": chosen.positions.Load()})
			case <-r.Context().Done():
			}
		})
	})
}

// stream is the connection with one courier.
type stream struct {
	connection net.Conn
	orders     chan string
	positions  atomic.Int64
}

func newStream(ctx context.Context, connection net.Conn) *stream {
	s := &stream{connection: connection, orders: make(chan string)}
	context.AfterFunc(ctx, func() { connection.Close() })
	go s.read()
	go s.write(ctx)
	return s
}

func (s *stream) read() {
	lines := bufio.NewScanner(s.connection)
	for lines.Scan() {
		s.positions.Add(1)
	}
}

func (s *stream) write(ctx context.Context) {
	for {
		select {
		case order := <-s.orders:
			if _, err := fmt.Fprintln(s.connection, order); err != nil {
				log.Printf("send order: %v", err)
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// serveCouriers plays the couriers: each sends its position every half second and listens to its orders.
func serveCouriers(listener net.Listener) error {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			orders := bufio.NewScanner(connection)
			for orders.Scan() {
			}
			connection.Close()
		}()
		go func() {
			for range time.Tick(500 * time.Millisecond) {
				if _, err := fmt.Fprintln(connection, "52.52 13.40"); err != nil {
					return
				}
			}
		}()
	}
}
