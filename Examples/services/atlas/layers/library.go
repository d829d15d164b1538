// Package layers holds what maps are made of.
package layers

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Side is the width and height of a tile.
const Side = 128

// ErrNoForecast says that the weather of a tile is not known.
var ErrNoForecast = errors.New("there is no forecast")

// Library holds the tiles of all layers.
type Library struct {
	mutex    sync.RWMutex
	count    int
	tiles    map[string][]byte // by layer and number
	forecast int               // how often the weather was brought up to date
}

// NewLibrary returns a library of so many tiles a layer.
func NewLibrary(count int) *Library {
	l := &Library{count: count, tiles: make(map[string][]byte)}
	for number := 0; number < count; number++ {
		for _, layer := range []string{"land", "roads"} {
			l.tiles[key(layer, number)] = paint(byte(len(layer)*number), Side*Side)
		}
	}
	return l
}

func key(layer string, number int) string {
	return fmt.Sprintf("%s/%d", layer, number)
}

func paint(colour byte, size int) []byte {
	tile := make([]byte, size)
	for i := range tile {
		tile[i] = colour + byte(i/Side)
	}
	return tile
}

// Tile returns a tile of a layer. Half of the tiles have no weather.
func (l *Library) Tile(layer string, number int) ([]byte, error) {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	tile, ok := l.tiles[key(layer, number%l.count)]
	if !ok {
		return nil, fmt.Errorf("%s of tile %d: %w", layer, number, ErrNoForecast)
	}
	return tile, nil
}

// Tiles returns how many tiles there are.
func (l *Library) Tiles() int {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	return len(l.tiles)
}

// Forecast brings the weather up to date at each interval until the context ends.
func (l *Library) Forecast(ctx context.Context, interval time.Duration) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		l.update()
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

func (l *Library) update() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.forecast++
	for number := 0; number < l.count; number += 2 {
		l.tiles[key("weather", number)] = paint(byte(l.forecast), Side*Side)
	}
}
