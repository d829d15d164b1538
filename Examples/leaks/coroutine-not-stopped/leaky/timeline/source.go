//go:build go1.23

// Package timeline reads and merges lists of entries, newest first.
package timeline

import (
	"fmt"
	"iter"
)

const batch = 50

// Entry is one line of a feed.
type Entry struct {
	Source string `json:"source"`
	Title  string `json:"title"`
	Age    int    `json:"age"`
}

// Source is a list of entries that is read in batches.
type Source struct {
	Name    string
	Entries int
	Spacing int
}

// All returns the source's entries for a user, the newest first.
func (s Source) All(user string) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for start := 0; start < s.Entries; start += batch {
			for _, entry := range s.read(user, start) {
				if !yield(entry) { // leak: also
					return
				}
			}
		}
	}
}

func (s Source) read(user string, start int) []Entry {
	entries := make([]Entry, 0, batch)
	for i := start; i < min(start+batch, s.Entries); i++ {
		title := fmt.Sprintf("%s for %s, number %d", s.Name, user, i)
		entries = append(entries, Entry{Source: s.Name, Title: title, Age: i * s.Spacing})
	}
	return entries
}
