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
	seed   byte
	buffer []byte
	stream *stream
}

// stream reads the next frame for a decoder.
type stream struct {
	decoder  *Decoder
	position int
}

// New returns a decoder; it counts as open until the collector takes it.
func New(seed byte) *Decoder {
	d := &Decoder{seed: seed, buffer: make([]byte, frame)} // leak: also
	d.stream = &stream{decoder: d}
	open.Add(1)
	runtime.SetFinalizer(d, (*Decoder).release) // leak: here
	return d
}

func (d *Decoder) release() {
	open.Add(-1)
}

// Decode returns the number of samples that are not silent.
func (d *Decoder) Decode() int {
	loud := 0
	for d.stream.next() {
		for _, sample := range d.buffer {
			if sample > 128 {
				loud++
			}
		}
	}
	return loud
}

// next fills the decoder's buffer; there are three frames.
func (s *stream) next() bool {
	for i := range s.decoder.buffer {
		s.decoder.buffer[i] = s.decoder.seed + byte(i*s.position)
	}
	s.position++
	return s.position <= 3
}
