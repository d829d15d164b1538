// Package render puts layers on top of each other.
package render

import (
	"bytes"

	"example.com/laboratory/services/atlas/arena"
	"example.com/laboratory/services/atlas/layers"
)

const channels = 8

// Painter draws maps out of a library of layers.
type Painter struct {
	library *layers.Library
}

// NewPainter returns a painter.
func NewPainter(library *layers.Library) *Painter {
	return &Painter{library: library}
}

// Paint returns the picture of one tile with all its layers.
func (p *Painter) Paint(number int, names []string) ([]byte, error) {
	memory, err := arena.New(layers.Side * layers.Side * channels) // leak: also
	if err != nil {
		return nil, err
	}
	canvas, err := memory.Bytes(layers.Side * layers.Side * channels)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		tile, err := p.library.Tile(name, number)
		if err != nil {
			return nil, err
		}
		blend(canvas, tile)
	}
	picture := bytes.Clone(canvas[:layers.Side*layers.Side])
	return picture, memory.Release()
}

// blend lays a tile on a canvas.
func blend(canvas, tile []byte) {
	for i := range canvas {
		canvas[i] += tile[i/channels] / 2
	}
}
