// SPDX-License-Identifier: Apache-2.0

package main

// A method taken as a value keeps its receiver.
//
// expect main.Conn x20: main.hooks[i] -> closure main.(*Conn).OnEvent-fm .R -> *main.Conn
// expect @buffer: main.hooks[7] -> closure main.(*Conn).OnEvent-fm .R -> *main.Conn .buf -> [512]byte
type Conn struct {
	buf  []byte
	seen int
}

//go:noinline
func (c *Conn) OnEvent() { c.seen++ }

var hooks []func()

func init() {
	plants = append(plants, func() {
		for i := 0; i < 20; i++ {
			c := &Conn{buf: make([]byte, 512)}
			hooks = append(hooks, c.OnEvent)
			if i == 7 {
				mark("buffer", c.buf)
			}
		}
	})
}
