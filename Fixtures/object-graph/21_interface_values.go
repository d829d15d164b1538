// SPDX-License-Identifier: Apache-2.0

package main

// Values in interfaces: of a structure, of a pointer, of a function, and with methods.
//
// expect main.Boxed x30: main.anything[i].(main.Boxed)
// expect main.Pointed x30: main.anything[i].(*main.Pointed)
// expect main.Circle x30: main.shapes[i].(*main.Circle)
// expect @circle: main.shapes[4].(*main.Circle)
type Boxed struct{ a, b, c int }

type Pointed struct{ a, b, c int }

type Circle struct{ r, x, y int }

func (c *Circle) area() int { return c.r * c.r * 3 }

type shape interface{ area() int }

var (
	anything []any
	shapes   []shape
)

func init() {
	plants = append(plants, func() {
		for i := 0; i < 30; i++ {
			anything = append(anything, Boxed{a: i}, &Pointed{a: i})
			shapes = append(shapes, &Circle{r: i})
		}
		mark("circle", shapes[4])
	})
}
