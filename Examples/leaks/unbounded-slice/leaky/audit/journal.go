// Package audit remembers who read which secret.
package audit

import "sync"

// Journal is a list of accesses, the newest last.
type Journal struct {
	mutex    sync.Mutex
	accesses []*Access
}

// Note adds an access.
func (j *Journal) Note(access *Access) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.accesses = append(j.accesses, access) // leak: here
}

// Last returns what was read by the last accesses, the newest first.
func (j *Journal) Last(count int) []string {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	var names []string
	for i := len(j.accesses) - 1; i >= 0 && len(names) < count; i-- {
		names = append(names, j.accesses[i].Secret)
	}
	return names
}
