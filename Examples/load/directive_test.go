package main

import (
	"math"
	"testing"
	"time"
)

func TestDirectivesOfEveryForm(t *testing.T) {
	cases := map[string]directive{
		"GET /quotes?symbol=ACME 50/s":    {kind: steady, method: "GET", path: "/quotes?symbol=ACME", rate: 50},
		"POST /orders/{n} 0.5/s":          {kind: steady, method: "POST", path: "/orders/{n}", rate: 0.5},
		"POST /scans 20/s with 32 KiB":    {kind: steady, method: "POST", path: "/scans", rate: 20, size: 32 << 10},
		"burst 200 every 3s GET /search":  {kind: burst, method: "GET", path: "/search", count: 200, every: 3 * time.Second},
		"stream GET /events 3/s up to 90": {kind: stream, method: "GET", path: "/events", rate: 3, limit: 90},
		"ramp connections 5/s":            {kind: connect, rate: 5},
	}
	for text, want := range cases {
		got, err := parseDirective(text)
		if err != nil || got != want {
			t.Errorf("%q: got %+v, %v; want %+v", text, got, err, want)
		}
	}
}

func TestWhatIsNotADirective(t *testing.T) {
	for _, text := range []string{"", "GET /x", "GET x 5/s", "GET /x 0/s", "GET /x 99999/s", "burst 5 every 1ms GET /x", "POST /x 5/s with 9000 KiB"} {
		if got, err := parseDirective(text); err == nil {
			t.Errorf("%q: got %+v, want an error", text, got)
		}
	}
}

func TestAFactorScalesRatesAndBurstsAndNotLimits(t *testing.T) {
	cases := map[directive]directive{
		{kind: steady, rate: 50}:                          {kind: steady, rate: 5},
		{kind: stream, rate: 3, limit: 90}:                {kind: stream, rate: 0.3, limit: 90},
		{kind: burst, count: 200, every: 3 * time.Second}: {kind: burst, count: 20, every: 3 * time.Second},
		{kind: burst, count: 2, every: 3 * time.Second}:   {kind: burst, count: 1, every: 3 * time.Second},
	}
	for given, want := range cases {
		if got := given.times(0.1); math.Abs(got.rate-want.rate) > 1e-9 || got.count != want.count || got.limit != want.limit {
			t.Errorf("%+v: got %+v, want %+v", given, got, want)
		}
	}
	if got := (directive{kind: steady, rate: 5000}).times(10); got.rate != mostRate {
		t.Errorf("got a rate of %v, want %v", got.rate, mostRate)
	}
}

func TestDocumentsHaveTheirSize(t *testing.T) {
	if got := document(7, 0); got != `{"n":7}` {
		t.Errorf("got %q", got)
	}
	if got := len(document(7, 2048)); got < 2048 || got > 2048+32 {
		t.Errorf("got %d bytes", got)
	}
}

func TestNumberedPaths(t *testing.T) {
	if got := numbered("/a/{n}?before={n-40}", 50); got != "/a/50?before=10" {
		t.Errorf("got %q", got)
	}
}

func TestOnlyLoopbackTargets(t *testing.T) {
	if host, err := loopbackHost("http://127.0.0.1:8080"); err != nil || host != "127.0.0.1:8080" {
		t.Errorf("got %q, %v", host, err)
	}
	for _, target := range []string{"http://example.com:80", "http://10.0.0.1:80", "https://127.0.0.1:80", "127.0.0.1:80", "http://localhost"} {
		if host, err := loopbackHost(target); err == nil {
			t.Errorf("%q: got %q, want an error", target, host)
		}
	}
}
