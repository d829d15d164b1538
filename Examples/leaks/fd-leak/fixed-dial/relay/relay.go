// Package relay passes alarms on.
package relay

import (
	"bufio"
	"fmt"
	"net"
	"sync"
	"time"
)

// Relay keeps connections to one desk.
type Relay struct {
	desk  string
	mutex sync.Mutex
	idle  map[string]net.Conn // by the name of the queue at the desk
}

// New returns a relay to a "host:port".
func New(desk string) *Relay {
	return &Relay{desk: desk, idle: make(map[string]net.Conn)}
}

// Pass tells the desk about an alarm.
func (r *Relay) Pass(alarm string) error {
	queue := queueOf(alarm)
	connection, err := r.connection(queue)
	if err != nil {
		return err
	}
	if err := tell(connection, alarm); err != nil {
		connection.Close()
		return err
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if _, ok := r.idle[queue]; ok {
		return connection.Close()
	}
	r.idle[queue] = connection
	return nil
}

// queueOf returns the queue that an alarm belongs to: a third of them are urgent.
func queueOf(alarm string) string {
	if number := alarm[len(alarm)-1]; number%3 == 0 {
		return "urgent"
	}
	return "usual"
}

// connection returns one that is idle, or a new one.
func (r *Relay) connection(queue string) (net.Conn, error) {
	r.mutex.Lock()
	connection, ok := r.idle[queue]
	delete(r.idle, queue)
	r.mutex.Unlock()
	if ok {
		return connection, nil
	}
	return net.DialTimeout("tcp", r.desk, time.Second)
}

func tell(connection net.Conn, alarm string) error {
	if err := connection.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(connection, alarm); err != nil {
		return fmt.Errorf("pass alarm %s: %w", alarm, err)
	}
	_, err := bufio.NewReader(connection).ReadString('\n')
	return err
}
