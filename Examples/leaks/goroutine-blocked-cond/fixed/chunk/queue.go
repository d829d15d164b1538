// Package chunk stores files that arrive piece by piece.
package chunk

import (
	"hash/crc32"
	"sync"
)

// Queue holds the chunks of one upload that are not stored yet.
type Queue struct {
	name     string
	mutex    sync.Mutex
	arrived  *sync.Cond
	chunks   [][]byte
	finished bool
}

// NewQueue returns an empty queue for an upload.
func NewQueue(name string) *Queue {
	q := &Queue{name: name}
	q.arrived = sync.NewCond(&q.mutex)
	return q
}

// Push adds a chunk.
func (q *Queue) Push(chunk []byte) {
	q.mutex.Lock()
	q.chunks = append(q.chunks, chunk)
	q.mutex.Unlock()
	q.arrived.Signal()
}

// Finish says that no more chunks will come.
func (q *Queue) Finish() {
	q.mutex.Lock()
	q.finished = true
	q.mutex.Unlock()
	q.arrived.Broadcast()
}

// Next returns the next chunk in order, waiting for it if need be; it is false after the last one.
func (q *Queue) Next() ([]byte, bool) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	for len(q.chunks) == 0 && !q.finished {
		q.arrived.Wait()
	}
	if len(q.chunks) == 0 {
		return nil, false
	}
	next := q.chunks[0]
	q.chunks = q.chunks[1:]
	return next, true
}

// Writer stores the chunks of one upload.
type Writer struct {
	queue    *Queue
	checksum uint32
}

// NewWriter returns a writer for the queue.
func NewWriter(queue *Queue) *Writer {
	return &Writer{queue: queue}
}

// Run stores chunks until the upload is finished.
func (w *Writer) Run() {
	for {
		chunk, ok := w.queue.Next()
		if !ok {
			return
		}
		w.checksum = crc32.Update(w.checksum, crc32.IEEETable, chunk)
	}
}
