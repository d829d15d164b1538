// Package report prints statements.
package report

import (
	"bytes"
	"fmt"
	"sort"
)

const lines = 400

// Summary tells about all statements of a month.
type Summary struct {
	Statements int `json:"statements"`
	Bytes      int `json:"bytes"`
	Longest    int `json:"longest"`
}

// Printer prints the statements of so many customers.
type Printer struct {
	customers int
}

// NewPrinter returns a printer.
func NewPrinter(customers int) *Printer {
	return &Printer{customers: customers}
}

// Statement returns the statement of one customer.
func (p *Printer) Statement(customer int) []byte {
	var page bytes.Buffer
	for line := 0; line < lines+customer%50; line++ {
		fmt.Fprintf(&page, "%04d;%06d;%08d\n", line, customer, (customer*31+line*17)%100_000)
	}
	return page.Bytes()
}

// Month prints everybody's statement and sorts them by length, for which all of them have to be there.
func (p *Printer) Month(month string) Summary {
	pages := make([][]byte, 0, p.customers)
	for customer := 0; customer < p.customers; customer++ {
		pages = append(pages, p.Statement(customer+len(month)))
	}
	sort.Slice(pages, func(i, j int) bool { return len(pages[i]) > len(pages[j]) })
	summary := Summary{Statements: len(pages)}
	for _, page := range pages {
		summary.Bytes += len(page)
		summary.Longest = max(summary.Longest, len(page))
	}
	return summary
}
