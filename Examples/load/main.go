// Command load drives a laboratory program the way the program itself asks for in its header:
//
//	// load: GET /quotes?symbol=ACME 50/s        requests at a constant rate
//	// load: POST /orders/{n} 10/s               with a small JSON body; {n} counts the requests, {n-40} lags behind
//	// load: POST /scans 20/s with 32 KiB          with a JSON body of that size
//	// load: burst 200 every 3s GET /search      so many at once, again and again
//	// load: stream GET /events 3/s up to 100    responses that stay open and are read to their end
//	// load: ramp connections 5/s                keep-alive connections that stay open and idle
//
// With -factor it sends so many times of all that, from a fiftieth to a hundred times. It talks to loopback addresses only, stops by itself, and prints one line of JSON about what it did.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

const longest = 24 * time.Hour

func main() {
	log.SetFlags(0)
	log.SetPrefix("load: ")
	target := flag.String("target", "", "base URL of the program, on a loopback address")
	program := flag.String("program", "", "path of the main.go whose `// load:` lines to follow")
	duration := flag.Duration("for", 30*time.Second, "how long to drive it")
	timeout := flag.Duration("timeout", 2*time.Second, "when a client gives a request up")
	factor := flag.Float64("factor", 1, "so many times the load that the program asks for")
	inFlight := flag.Int("in-flight", 256, "requests at one time; further ones are counted as failures")
	flag.Parse()

	host, err := loopbackHost(*target)
	if err != nil {
		log.Fatal(err)
	}
	if *duration <= 0 || *duration > longest {
		log.Fatalf("-for must be between 0 and %v", longest)
	}
	if *factor < 0.001 || *factor > 100 {
		log.Fatal("-factor must be between 0.001 and 100")
	}
	directives, err := readDirectives(*program)
	if err != nil {
		log.Fatal(err)
	}
	for i := range directives {
		directives[i] = directives[i].times(*factor)
	}
	interrupted, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeout(interrupted, *duration)
	defer cancel()

	run := newDriver("http://"+host, host, *timeout, *inFlight)
	run.drive(ctx, directives)
	if err := json.NewEncoder(os.Stdout).Encode(run.record.summary()); err != nil {
		log.Fatal(err)
	}
}

// loopbackHost returns the "host:port" of a URL whose host is a loopback address.
func loopbackHost(target string) (string, error) {
	parsed, err := url.Parse(target)
	if err != nil || parsed.Scheme != "http" || parsed.Port() == "" {
		return "", fmt.Errorf("-target %q is not of the form http://127.0.0.1:PORT", target)
	}
	if address := net.ParseIP(parsed.Hostname()); address == nil || !address.IsLoopback() {
		return "", fmt.Errorf("-target %q is not a loopback address: load is for laboratory programs only", target)
	}
	return parsed.Host, nil
}

// driver carries out directives against one target.
type driver struct {
	base    string
	host    string
	client  *http.Client // short requests
	streams *http.Client // responses that stay open
	slots   chan struct{}
	record  record
	workers sync.WaitGroup
}

func newDriver(base, host string, timeout time.Duration, inFlight int) *driver {
	return &driver{
		base:    base,
		host:    host,
		client:  &http.Client{Timeout: timeout, Transport: &http.Transport{MaxIdleConnsPerHost: 64}},
		streams: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1}},
		slots:   make(chan struct{}, inFlight),
	}
}

func (d *driver) drive(ctx context.Context, directives []directive) {
	for _, each := range directives {
		each := each
		d.workers.Add(1)
		go func() {
			defer d.workers.Done()
			d.follow(ctx, each)
		}()
	}
	d.workers.Wait()
	d.client.CloseIdleConnections()
}

func (d *driver) follow(ctx context.Context, each directive) {
	switch each.kind {
	case steady:
		atRate(ctx, each.rate, 0, func(n int) { d.request(ctx, each, n) })
	case stream:
		atRate(ctx, each.rate, each.limit, func(n int) { d.openStream(ctx, each, n) })
	case connect:
		atRate(ctx, each.rate, each.limit, func(int) { d.openConnection(ctx) })
	case burst:
		sent := 0
		atRate(ctx, 1/each.every.Seconds(), 0, func(int) {
			for i := 0; i < each.count; i++ {
				d.request(ctx, each, sent)
				sent++
			}
		})
	}
}

// atRate calls act with 0, 1, 2 ... at a constant rate until the context ends, or limit calls when limit is above 0.
// The schedule is absolute, so a late call does not delay the following ones.
func atRate(ctx context.Context, rate float64, limit int, act func(n int)) {
	start := time.Now()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for n := 0; limit == 0 || n < limit; n++ {
		due := start.Add(time.Duration(float64(n) / rate * float64(time.Second)))
		timer.Reset(time.Until(due))
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
			act(n)
		}
	}
	<-ctx.Done()
}
