// Command telemetry asks devices in the field for a reading over TCP and answers with it. A device that takes longer
// than 200 ms is reported as unreachable.
//
// load: GET /readings/{n} 40/s
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/downstream"
	"example.com/laboratory/internal/service"
)

var errUnreachable = errors.New("device is unreachable")

func main() {
	field := downstream.Start(serveDevices)
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		gateway := &gateway{address: field, patience: 200 * time.Millisecond}
		mux.HandleFunc("/readings/", gateway.reading)
	})
}

// gateway is the way to the devices.
type gateway struct {
	address  string
	patience time.Duration
}

type reading struct {
	value string
	err   error
}

func (g *gateway) reading(w http.ResponseWriter, r *http.Request) {
	device := strings.TrimPrefix(r.URL.Path, "/readings/")
	result := make(chan reading, 1)
	go func() {
		value, err := g.ask(device)
		result <- reading{value, err}
	}()
	select {
	case got := <-result:
		if got.err != nil {
			service.WriteError(w, http.StatusBadGateway, got.err)
			return
		}
		service.WriteJSON(w, http.StatusOK, map[string]string{"device": device, "value": got.value})
	case <-time.After(g.patience):
		service.WriteError(w, http.StatusNotFound, errUnreachable)
	}
}

// ask has one exchange with a device.
func (g *gateway) ask(device string) (string, error) {
	connection, err := net.DialTimeout("tcp", g.address, g.patience)
	if err != nil {
		return "", fmt.Errorf("reach device %s: %w", device, err)
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Now().Add(g.patience)); err != nil {
		return "", fmt.Errorf("ask device %s: %w", device, err)
	}
	if _, err := fmt.Fprintf(connection, "READ %s\n", device); err != nil {
		return "", fmt.Errorf("ask device %s: %w", device, err)
	}
	line, err := bufio.NewReader(connection).ReadString('\n')
	if err != nil {
		return "", fmt.Errorf("hear device %s: %w", device, err)
	}
	return strings.TrimSpace(line), nil
}

// serveDevices plays the devices: one connection in three is to a device that has lost its sensor and says nothing.
func serveDevices(listener net.Listener) error {
	var served atomic.Int64
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer connection.Close()
			question, err := bufio.NewReader(connection).ReadString('\n')
			if err != nil {
				return
			}
			if served.Add(1)%3 == 0 {
				_, _ = io.Copy(io.Discard, connection)
				return
			}
			fmt.Fprintln(connection, strconv.Itoa(len(question)*7))
		}()
	}
}
