package main

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// kind tells how a directive drives the target.
type kind int

const (
	steady  kind = iota // requests at a constant rate
	burst               // so many requests at once, again and again
	stream              // responses that stay open and are read
	connect             // idle connections that stay open
)

// directive is one `// load:` line of a program.
type directive struct {
	kind   kind
	method string
	path   string
	rate   float64       // requests or connections per second (steady, stream, connect)
	count  int           // requests of one burst
	every  time.Duration // time between bursts
	limit  int           // streams or connections at most; 0 is no limit
	size   int           // bytes of a request's body beyond its number (steady)
}

const prefix = "// load:"

const (
	mostRate = 10_000  // requests or connections per second
	mostBody = 4 << 20 // bytes
)

var (
	steadyForm  = regexp.MustCompile(`^(GET|POST|PUT|DELETE) (/\S*) ([0-9.]+)/s(?: with (\d+) KiB)?$`)
	burstForm   = regexp.MustCompile(`^burst (\d+) every (\S+) (GET|POST|PUT|DELETE) (/\S*)$`)
	streamForm  = regexp.MustCompile(`^stream (GET|POST) (/\S*) ([0-9.]+)/s(?: up to (\d+))?$`)
	connectForm = regexp.MustCompile(`^ramp connections ([0-9.]+)/s(?: up to (\d+))?$`)
)

// readDirectives returns the `// load:` lines of a Go file, in order.
func readDirectives(path string) ([]directive, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var found []directive
	lines := bufio.NewScanner(file)
	for number := 1; lines.Scan(); number++ {
		text, ok := strings.CutPrefix(strings.TrimSpace(lines.Text()), prefix)
		if !ok {
			continue
		}
		parsed, err := parseDirective(strings.Join(strings.Fields(text), " "))
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, number, err)
		}
		found = append(found, parsed)
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s: no %q line", path, prefix)
	}
	return found, nil
}

func parseDirective(text string) (directive, error) {
	if m := steadyForm.FindStringSubmatch(text); m != nil {
		rate, err := positive(m[3])
		size := number(m[4]) << 10
		if err == nil && size > mostBody {
			err = fmt.Errorf("a body of %d bytes is more than %d", size, mostBody)
		}
		return directive{kind: steady, method: m[1], path: m[2], rate: rate, size: size}, err
	}
	if m := burstForm.FindStringSubmatch(text); m != nil {
		count, err := strconv.Atoi(m[1])
		if err != nil {
			return directive{}, err
		}
		every, err := time.ParseDuration(m[2])
		if err == nil && every < 100*time.Millisecond {
			err = fmt.Errorf("bursts every %v are too close", every)
		}
		return directive{kind: burst, method: m[3], path: m[4], count: count, every: every}, err
	}
	if m := streamForm.FindStringSubmatch(text); m != nil {
		rate, err := positive(m[3])
		return directive{kind: stream, method: m[1], path: m[2], rate: rate, limit: number(m[4])}, err
	}
	if m := connectForm.FindStringSubmatch(text); m != nil {
		rate, err := positive(m[1])
		return directive{kind: connect, rate: rate, limit: number(m[2])}, err
	}
	return directive{}, fmt.Errorf("not a load directive: %q", text)
}

// times returns the directive at so many times its load: the rate, or the size of a burst. Limits stay as they are.
func (d directive) times(factor float64) directive {
	d.rate = math.Min(d.rate*factor, mostRate)
	if d.kind == burst {
		d.count = max(int(math.Round(float64(d.count)*factor)), 1)
	}
	return d
}

func positive(text string) (float64, error) {
	value, err := strconv.ParseFloat(text, 64)
	if err == nil && (value <= 0 || value > mostRate) {
		err = fmt.Errorf("rate %v is not between 0 and %d", value, mostRate)
	}
	return value, err
}

// number returns 0 for an absent or unreadable count, which is "no limit".
func number(text string) int {
	value, _ := strconv.Atoi(text)
	return value
}
