package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// request sends one request on a goroutine of its own, if a slot is free.
func (d *driver) request(ctx context.Context, each directive, n int) {
	select {
	case d.slots <- struct{}{}:
	default:
		d.record.refused()
		return
	}
	d.workers.Add(1)
	go func() {
		defer d.workers.Done()
		defer func() { <-d.slots }()
		start := time.Now()
		err := d.exchange(ctx, d.client, each, n)
		if ctx.Err() == nil {
			d.record.finished(time.Since(start), err)
		}
	}()
}

// openStream opens one long response on a goroutine of its own and reads it until it or the run ends.
func (d *driver) openStream(ctx context.Context, each directive, n int) {
	d.workers.Add(1)
	go func() {
		defer d.workers.Done()
		start := time.Now()
		err := d.exchange(ctx, d.streams, each, n)
		if ctx.Err() == nil {
			d.record.finished(time.Since(start), err)
		} else {
			d.record.opened()
		}
	}()
}

func (d *driver) exchange(ctx context.Context, client *http.Client, each directive, n int) error {
	path := numbered(each.path, n)
	var body io.Reader
	if each.method == http.MethodPost || each.method == http.MethodPut {
		body = strings.NewReader(document(n, each.size))
	}
	request, err := http.NewRequestWithContext(ctx, each.method, d.base+path, body)
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	if err == nil && response.StatusCode >= http.StatusInternalServerError {
		err = fmt.Errorf("status %s", response.Status)
	}
	return err
}

// document returns a JSON object with the number n, and with text of so many bytes when size is above 0.
func document(n, size int) string {
	if size == 0 {
		return fmt.Sprintf(`{"n":%d}`, n)
	}
	return fmt.Sprintf(`{"n":%d,"text":%q}`, n, strings.Repeat("lorem ipsum dolor ", size/18+1)[:size])
}

var placeholder = regexp.MustCompile(`\{n(?:-(\d+))?\}`)

// numbered puts n for {n} and, for example, n-40 for {n-40} in a path.
func numbered(path string, n int) string {
	return placeholder.ReplaceAllStringFunc(path, func(found string) string {
		return strconv.Itoa(n - number(placeholder.FindStringSubmatch(found)[1]))
	})
}

// openConnection makes one request on a connection of its own and leaves the connection open and idle to the end of the run.
func (d *driver) openConnection(ctx context.Context) {
	d.workers.Add(1)
	go func() {
		defer d.workers.Done()
		start := time.Now()
		connection, err := d.idleConnection(ctx)
		d.record.finished(time.Since(start), err)
		if err == nil {
			<-ctx.Done()
			connection.Close()
		}
	}()
}

func (d *driver) idleConnection(ctx context.Context) (net.Conn, error) {
	var dialer net.Dialer
	connection, err := dialer.DialContext(ctx, "tcp", d.host)
	if err != nil {
		return nil, err
	}
	if err := greet(connection, d.host); err != nil {
		connection.Close()
		return nil, err
	}
	return connection, nil
}

// greet makes one request, so that the server sees an idle keep-alive connection and not one it waits for headers on.
func greet(connection net.Conn, host string) error {
	if err := connection.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(connection, "GET /healthz HTTP/1.1\r\nHost: %s\r\n\r\n", host); err != nil {
		return err
	}
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return err
	}
	return connection.SetDeadline(time.Time{})
}
