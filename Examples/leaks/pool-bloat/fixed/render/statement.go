// Package render builds account statements.
package render

import (
	"bytes"
	"fmt"
	"sync"
)

const (
	usual = 40       // lines
	long  = 20_000   // lines, of one customer in forty
	most  = 64 << 10 // bytes of a buffer that is worth keeping
)

var pages = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Statement returns a customer's statement; it is to be given back with Done.
func Statement(customer int) *bytes.Buffer {
	page := pages.Get().(*bytes.Buffer)
	page.Reset()
	lines := usual
	if customer%40 == 7 {
		lines = long
	}
	for i := 0; i < lines; i++ {
		fmt.Fprintf(page, "%06d customer %08d debit\n", i, customer)
	}
	return page
}

// Done gives a statement's memory back.
func Done(page *bytes.Buffer) {
	if page.Cap() <= most {
		pages.Put(page)
	}
}
