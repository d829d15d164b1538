// Package follow tells people on open connections where their parcel is.
package follow

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

var errNoTakeover = errors.New("this connection cannot be taken over")

// Board holds the connections of those who follow a parcel.
type Board struct {
	mutex     sync.Mutex
	followers map[int][]net.Conn // by parcel
}

// NewBoard returns a board that nobody follows.
func NewBoard() *Board {
	return &Board{followers: make(map[int][]net.Conn)}
}

// Join takes a connection over; from now on it is told about each move of the parcel.
func (b *Board) Join(w http.ResponseWriter, parcel int) error {
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		return errNoTakeover
	}
	connection, _, err := hijacker.Hijack() // leak: here
	if err != nil {
		return err
	}
	if err := greet(connection); err != nil {
		connection.Close()
		return nil
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.followers[parcel] = append(b.followers[parcel], connection) // leak: also
	return nil
}

func greet(connection net.Conn) error {
	if err := connection.SetDeadline(time.Time{}); err != nil {
		return err
	}
	_, err := fmt.Fprint(connection, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n")
	return err
}

// Moved tells everybody who follows a parcel, and leaves out from now on those who are gone.
func (b *Board) Moved(parcel, position int) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	var listening []net.Conn
	for _, connection := range b.followers[parcel] {
		if err := tell(connection, position); err != nil {
			connection.Close()
			continue
		}
		listening = append(listening, connection)
	}
	if len(listening) == 0 {
		delete(b.followers, parcel)
		return
	}
	b.followers[parcel] = listening
}

func tell(connection net.Conn, position int) error {
	if err := connection.SetWriteDeadline(time.Now().Add(100 * time.Millisecond)); err != nil {
		return err
	}
	_, err := fmt.Fprintf(connection, "kilometre %d\n", position)
	return err
}
