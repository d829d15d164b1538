// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

// start is when the watch begins: any moment will do, for the time in between is left out.
var start = time.Date(2026, 1, 2, 3, 0, 0, 0, time.UTC)

// moment is the time of a tick since the watch began.
func moment(tick int) time.Time { return start.Add(time.Duration(tick) * 10 * time.Millisecond) }

// write writes the heap profile after a collection, as if it were taken at a moment.
func write(name string, at time.Time) {
	runtime.GC()
	var packed bytes.Buffer
	check(pprof.Lookup("heap").WriteTo(&packed, 0))
	reader, err := gzip.NewReader(&packed)
	check(err)
	message, err := io.ReadAll(reader)
	check(err)
	file, err := os.Create(name)
	check(err)
	writer := gzip.NewWriter(file)
	_, err = writer.Write(taken(message, at))
	check(err)
	check(writer.Close())
	check(file.Close())
}

// taken gives a profile.proto another time of its taking.
func taken(message []byte, at time.Time) []byte {
	const timeNanos, bytesField, varintField = 9, 2, 0
	var out []byte
	for rest := message; len(rest) > 0; {
		key, n := binary.Uvarint(rest)
		value, m := binary.Uvarint(rest[n:])
		end := n + m
		if key&7 == bytesField {
			end += int(value)
		} else if key&7 != varintField {
			panic(fmt.Sprintf("field %d is neither a number nor bytes", key>>3))
		}
		if key>>3 != timeNanos {
			out = append(out, rest[:end]...)
		}
		rest = rest[end:]
	}
	out = binary.AppendUvarint(out, timeNanos<<3)
	return binary.AppendUvarint(out, uint64(at.UnixNano()))
}

// read writes the memory statistics of a moment as one line.
func read(file io.Writer, at time.Time) {
	var statistics runtime.MemStats
	runtime.ReadMemStats(&statistics)
	line, err := json.Marshal(struct {
		Time     time.Time        `json:"time"`
		MemStats runtime.MemStats `json:"memstats"`
	}{at, statistics})
	check(err)
	_, err = file.Write(append(line, '\n'))
	check(err)
}
