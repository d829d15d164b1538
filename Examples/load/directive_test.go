package main

import (
	"testing"
	"time"
)

func TestDirectivesOfEveryForm(t *testing.T) {
	cases := map[string]directive{
		"GET /quotes?symbol=ACME 50/s":    {kind: steady, method: "GET", path: "/quotes?symbol=ACME", rate: 50},
		"POST /orders/{n} 0.5/s":          {kind: steady, method: "POST", path: "/orders/{n}", rate: 0.5},
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
	for _, text := range []string{"", "GET /x", "GET x 5/s", "GET /x 0/s", "GET /x 99999/s", "burst 5 every 1ms GET /x"} {
		if got, err := parseDirective(text); err == nil {
			t.Errorf("%q: got %+v, want an error", text, got)
		}
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
