// Package mailbox remembers which letters were stored.
package mailbox

import (
	"bytes"
	"sync"
)

// Index knows the identities of the last letters.
type Index struct {
	mutex sync.Mutex
	most  int
	ids   map[string][]byte
	order []string
}

// NewIndex returns an index of at most so many letters.
func NewIndex(most int) *Index {
	return &Index{most: most, ids: make(map[string][]byte)}
}

// Identity returns the part of a letter that tells it from all others: what comes before its text.
func Identity(letter []byte) []byte {
	head, _, _ := bytes.Cut(letter, []byte(","))
	return bytes.TrimPrefix(head, []byte("{"))
}

// Add notes a letter and tells whether it is new.
func (i *Index) Add(path string, identity []byte) bool {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	if bytes.Equal(i.ids[path], identity) {
		return false
	}
	if len(i.order) == i.most {
		delete(i.ids, i.order[0])
		i.order = i.order[1:]
	}
	i.order = append(i.order, path)
	i.ids[path] = bytes.Clone(identity)
	return true
}
