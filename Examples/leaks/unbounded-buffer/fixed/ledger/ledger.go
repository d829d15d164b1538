// Package ledger writes an audit trail as lines of JSON.
package ledger

import (
	"bytes"
	"encoding/json"
	"sync"
	"time"
)

const most = 1 << 20

// Ledger is an audit trail of which the last megabyte can be read.
type Ledger struct {
	mutex   sync.Mutex
	entries bytes.Buffer
}

// entry is one line.
type entry struct {
	At     time.Time `json:"at"`
	Action string    `json:"action"`
	What   any       `json:"what"`
}

// New returns an empty ledger.
func New() *Ledger {
	return &Ledger{}
}

// Enter adds a line.
func (l *Ledger) Enter(action string, what any) error {
	line, err := json.Marshal(entry{At: time.Now(), Action: action, What: what})
	if err != nil {
		return err
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if over := l.entries.Len() + len(line) + 1 - most; over > 0 {
		l.entries.Next(over)
	}
	l.entries.Write(line)
	return l.entries.WriteByte('\n')
}

// Tail returns a copy of the last bytes.
func (l *Ledger) Tail(most int) []byte {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	all := l.entries.Bytes()
	return bytes.Clone(all[max(len(all)-most, 0):])
}
