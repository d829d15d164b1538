// Package canvas paints on canvases that belong to a thread.
package canvas

import "runtime"

// Canvas is painted on by one thread.
type Canvas struct {
	title string
	calls chan func(*picture)
}

// picture is what only the canvas's thread may touch.
type picture struct {
	strokes int
}

// Open returns a canvas with a thread of its own, until it is closed.
func Open(title string) *Canvas {
	c := &Canvas{title: title, calls: make(chan func(*picture))}
	go c.serve()
	return c
}

func (c *Canvas) serve() {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var own picture
	for call := range c.calls {
		call(&own)
	}
}

// Close gives the thread back.
func (c *Canvas) Close() {
	close(c.calls)
}

// Paint adds a part to the picture.
func (c *Canvas) Paint(part string) {
	c.do(func(own *picture) { own.strokes += len(part) + len(c.title) })
}

// Strokes returns how many strokes the picture has.
func (c *Canvas) Strokes() int {
	strokes := 0
	c.do(func(own *picture) { strokes = own.strokes })
	return strokes
}

// do runs a call on the canvas's thread and waits for its end.
func (c *Canvas) do(call func(*picture)) {
	done := make(chan struct{})
	c.calls <- func(own *picture) {
		call(own)
		close(done)
	}
	<-done
}
