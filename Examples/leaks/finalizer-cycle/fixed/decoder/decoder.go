// Package decoder decodes sound.
package decoder

import (
	"runtime"
	"sync/atomic"
)

const frame = 30 << 10

var open atomic.Int64

// Open returns how many decoders there are.
func Open() int64 {
	return open.Load()
}

// Decoder turns a stream into samples.
type Decoder struct {
	stream *stream
}

// stream reads frames; it knows nothing of its decoder, so that the two are no cycle.
type stream struct {
	seed     byte
	buffer   []byte
	position int
}

// New returns a decoder; it counts as open until the collector takes it.
func New(seed byte) *Decoder {
	d := &Decoder{stream: &stream{seed: seed, buffer: make([]byte, frame)}}
	open.Add(1)
	runtime.SetFinalizer(d, (*Decoder).release)
	return d
}

func (d *Decoder) release() {
	open.Add(-1)
}

// Decode returns the number of samples that are not silent.
func (d *Decoder) Decode() int {
	loud := 0
	for d.stream.next() {
		for _, sample := range d.stream.buffer {
			if sample > 128 {
				loud++
			}
		}
	}
	return loud
}

// next fills the buffer; there are three frames.
func (s *stream) next() bool {
	for i := range s.buffer {
		s.buffer[i] = s.seed + byte(i*s.position)
	}
	s.position++
	return s.position <= 3
}
