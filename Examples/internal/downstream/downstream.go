// Package downstream runs the peer of a service in a process of its own, so that the service's profiles show the
// service alone, as they do where the peer is another machine.
package downstream

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"
)

// role marks the child process in its environment.
const role = "LABORATORY_DOWNSTREAM"

// child keeps the peer and the pipes to it reachable: a collected pipe would be closed and end the peer.
var child *exec.Cmd

// Start runs serve in a child process on a free loopback port and returns its "host:port".
// It must be the first thing main does: in the child it never returns.
// The child ends with its parent, whose end closes the child's standard input.
func Start(serve func(net.Listener) error) string {
	if os.Getenv(role) != "" {
		log.Fatal(serveUntilOrphaned(serve))
	}
	address, err := spawn()
	if err != nil {
		log.Fatalf("start downstream: %v", err)
	}
	return address
}

// StartHTTP is Start for an HTTP peer; it returns a base URL.
func StartHTTP(handler http.Handler) string {
	return "http://" + Start(func(listener net.Listener) error {
		server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
		return server.Serve(listener)
	})
}

func serveUntilOrphaned(serve func(net.Listener) error) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	return serve(listener)
}

func spawn() (string, error) {
	executable, err := os.Executable()
	if err != nil {
		return "", err
	}
	child = exec.Command(executable)
	child.Env = append(os.Environ(), role+"=1")
	child.Stderr = os.Stderr
	if _, err := child.StdinPipe(); err != nil {
		return "", err
	}
	output, err := child.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := child.Start(); err != nil {
		return "", err
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	return strings.TrimSpace(line), err
}
