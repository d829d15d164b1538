// SPDX-License-Identifier: Apache-2.0

package main

import "fmt"

// A goroutine works on what a variable of the package holds: the variable is the holder.
//
// expect main.Page x50: main.book.chapters[i] -> *main.Chapter .pages[string] -> *main.Page
// expect main.Chapter x5: main.book.chapters[i] -> *main.Chapter
// expect main.Node x126: main.tree -> *main.Node .left|right^n -> *main.Node
// expect main.Node x1: main.tree -> *main.Node
type Page struct{ a, b, c int }

type Chapter struct {
	pages map[string]*Page
}

type Book struct{ chapters []*Chapter }

type Node struct {
	left, right *Node
	id          int
}

var (
	book Book
	tree *Node
)

//go:noinline
func read(c chan int, chapter *Chapter, page *Page) {
	n := <-c
	fmt.Println(n, chapter.pages, page)
}

func grow(depth int) *Node {
	if depth == 0 {
		return nil
	}
	return &Node{grow(depth - 1), grow(depth - 1), depth}
}

func init() {
	plants = append(plants, func() {
		tree = grow(7)
		for i := 0; i < 5; i++ {
			c := &Chapter{pages: map[string]*Page{}}
			for j := 0; j < 10; j++ {
				c.pages[fmt.Sprint(j)] = &Page{a: j}
			}
			book.chapters = append(book.chapters, c)
			go read(make(chan int), c, c.pages["3"])
		}
	})
}
