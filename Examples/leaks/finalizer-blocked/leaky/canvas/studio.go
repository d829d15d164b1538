// Package canvas recycles the memory that pictures are painted on.
package canvas

import (
	"hash/crc32"
	"runtime"
	"sync"
)

const size = 64 << 10

// Canvas is the memory of one picture.
type Canvas struct {
	pixels []byte
}

// Studio lends canvases and gets them back when nobody uses them any more.
type Studio struct {
	returned chan []byte
	most     int
	mutex    sync.Mutex
	spare    [][]byte
}

// NewStudio returns a studio that keeps at most so many spare canvases.
func NewStudio(most int) *Studio {
	s := &Studio{returned: make(chan []byte), most: most}
	go s.collect()
	return s
}

// Canvas returns a canvas to paint on, a spare one if there is one.
func (s *Studio) Canvas() *Canvas {
	canvas := &Canvas{pixels: s.pixels()}
	runtime.SetFinalizer(canvas, s.recycle)
	return canvas
}

func (s *Studio) pixels() []byte {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if len(s.spare) == 0 {
		return make([]byte, size)
	}
	last := len(s.spare) - 1
	pixels := s.spare[last]
	s.spare = s.spare[:last]
	return pixels
}

func (s *Studio) recycle(c *Canvas) {
	s.returned <- c.pixels // leak: here
}

// collect puts returned canvases among the spare ones.
func (s *Studio) collect() {
	for pixels := range s.returned {
		if !s.keep(pixels) {
			return
		}
	}
}

// keep adds a spare canvas if there is room for it.
func (s *Studio) keep(pixels []byte) bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if len(s.spare) >= s.most {
		return false
	}
	s.spare = append(s.spare, pixels)
	return true
}

// Paint fills the canvas and returns a checksum of it.
func (c *Canvas) Paint(colour byte) uint32 {
	for i := range c.pixels {
		c.pixels[i] = colour + byte(i)
	}
	return crc32.ChecksumIEEE(c.pixels)
}
