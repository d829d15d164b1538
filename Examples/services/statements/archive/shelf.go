// Package archive keeps the summaries of past months.
package archive

import (
	"slices"
	"sync"

	"example.com/laboratory/services/statements/report"
)

// Shelf has room for the summaries of the last months.
type Shelf struct {
	mutex     sync.Mutex
	most      int
	months    []string
	summaries map[string]report.Summary
}

// NewShelf returns a shelf with room for so many months.
func NewShelf(most int) *Shelf {
	return &Shelf{most: most, summaries: make(map[string]report.Summary)}
}

// Put adds the summary of a month; the oldest month makes room for it.
func (s *Shelf) Put(month string, summary report.Summary) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if _, ok := s.summaries[month]; !ok {
		if len(s.months) == s.most {
			delete(s.summaries, s.months[0])
			s.months = slices.Delete(s.months, 0, 1)
		}
		s.months = append(s.months, month)
	}
	s.summaries[month] = summary
}

// Months returns the months on the shelf, the oldest first.
func (s *Shelf) Months() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return append([]string{}, s.months...)
}
