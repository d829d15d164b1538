//go:build go1.23

package timeline

import "iter"

// Merge returns the entries of two sources, the newest first.
func Merge(left, right iter.Seq[Entry]) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		next, stop := iter.Pull(right)
		defer stop()
		candidate, more := next()
		for entry := range left {
			for more && candidate.Age < entry.Age {
				if !yield(candidate) {
					return
				}
				candidate, more = next()
			}
			if !yield(entry) {
				return
			}
		}
		for more {
			if !yield(candidate) {
				return
			}
			candidate, more = next()
		}
	}
}
