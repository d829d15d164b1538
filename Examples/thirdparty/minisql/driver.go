// Package minisql is a database/sql driver for a toy server that speaks lines of JSON over TCP. It stands for the
// drivers of real databases: one connection is one socket, and a goroutine per connection watches for cancellation.
package minisql

import (
	"bufio"
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"
)

func init() {
	sql.Register("minisql", Driver{})
}

// Driver opens connections; the data source name is the server's "host:port".
type Driver struct{}

// Open dials the server.
func (Driver) Open(name string) (driver.Conn, error) {
	socket, err := net.DialTimeout("tcp", name, 2*time.Second)
	if err != nil {
		return nil, fmt.Errorf("minisql: %w", err)
	}
	c := &conn{
		socket:  socket,
		reader:  bufio.NewReader(socket),
		watched: make(chan context.Context),
		idle:    make(chan struct{}),
		closed:  make(chan struct{}),
	}
	go c.watch()
	return c, nil
}

type conn struct {
	socket  net.Conn
	reader  *bufio.Reader
	watched chan context.Context
	idle    chan struct{}
	closed  chan struct{}
	once    sync.Once
}

// watch closes the socket when the context of a running query ends before the query does.
func (c *conn) watch() {
	for {
		select {
		case ctx := <-c.watched:
			select {
			case <-ctx.Done():
				c.socket.Close()
				<-c.idle
			case <-c.idle:
			}
		case <-c.closed:
			return
		}
	}
}

func (c *conn) Prepare(query string) (driver.Stmt, error) {
	return &statement{conn: c, query: query}, nil
}

func (c *conn) Close() error {
	c.once.Do(func() { close(c.closed) })
	return c.socket.Close()
}

func (c *conn) Begin() (driver.Tx, error) {
	if err := c.send(context.Background(), request{Query: "BEGIN"}); err != nil {
		return nil, err
	}
	return &transaction{conn: c}, c.skip()
}

// request is what the client sends: one line.
type request struct {
	Query     string
	Arguments []driver.Value
}

// Answer is one line of the server's reply: a row, or the end of the rows.
type Answer struct {
	Columns []string `json:",omitempty"`
	Row     []any    `json:",omitempty"`
	End     bool     `json:",omitempty"`
}

func (c *conn) QueryContext(ctx context.Context, query string, named []driver.NamedValue) (driver.Rows, error) {
	arguments := make([]driver.Value, 0, len(named))
	for _, each := range named {
		arguments = append(arguments, each.Value)
	}
	if err := c.send(ctx, request{Query: query, Arguments: arguments}); err != nil {
		return nil, err
	}
	var head Answer
	if err := c.receive(&head); err != nil {
		return nil, err
	}
	return &rows{conn: c, columns: head.Columns}, nil
}

func (c *conn) send(ctx context.Context, message request) error {
	line, err := json.Marshal(message)
	if err != nil {
		return err
	}
	c.watched <- ctx
	defer func() { c.idle <- struct{}{} }()
	if _, err := c.socket.Write(append(line, '\n')); err != nil {
		return driver.ErrBadConn
	}
	return nil
}

func (c *conn) receive(answer *Answer) error {
	line, err := c.reader.ReadBytes('\n')
	if err != nil {
		return driver.ErrBadConn
	}
	return json.Unmarshal(line, answer)
}

// skip reads an answer to its end.
func (c *conn) skip() error {
	for {
		var answer Answer
		if err := c.receive(&answer); err != nil {
			return err
		}
		if answer.End {
			return nil
		}
	}
}

type rows struct {
	conn    *conn
	columns []string
	ended   bool
}

func (r *rows) Columns() []string { return r.columns }

func (r *rows) Close() error {
	if r.ended {
		return nil
	}
	r.ended = true
	return r.conn.skip()
}

func (r *rows) Next(into []driver.Value) error {
	if r.ended {
		return io.EOF
	}
	var answer Answer
	if err := r.conn.receive(&answer); err != nil {
		return err
	}
	if answer.End {
		r.ended = true
		return io.EOF
	}
	for i := range into {
		into[i] = answer.Row[i]
	}
	return nil
}

type statement struct {
	conn  *conn
	query string
}

func (s *statement) Close() error  { return nil }
func (s *statement) NumInput() int { return -1 }

func (s *statement) Exec([]driver.Value) (driver.Result, error) {
	return nil, errors.New("minisql: the server is read-only")
}

func (s *statement) Query(values []driver.Value) (driver.Rows, error) {
	named := make([]driver.NamedValue, len(values))
	for i, value := range values {
		named[i] = driver.NamedValue{Ordinal: i + 1, Value: value}
	}
	return s.conn.QueryContext(context.Background(), s.query, named)
}

type transaction struct {
	conn *conn
}

func (t *transaction) Commit() error   { return t.end("COMMIT") }
func (t *transaction) Rollback() error { return t.end("ROLLBACK") }

func (t *transaction) end(command string) error {
	if err := t.conn.send(context.Background(), request{Query: command}); err != nil {
		return err
	}
	return t.conn.skip()
}
