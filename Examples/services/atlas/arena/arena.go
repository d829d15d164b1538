// Package arena lends memory of the system for one piece of work.
package arena

import (
	"fmt"
	"syscall"
)

// Arena is memory that the collector knows nothing of.
type Arena struct {
	memory []byte
	used   int
}

// New returns an arena of so many bytes; it is to be given back with Release.
func New(size int) (*Arena, error) {
	const access, sharing = syscall.PROT_READ | syscall.PROT_WRITE, syscall.MAP_ANON | syscall.MAP_PRIVATE
	memory, err := syscall.Mmap(-1, 0, size, access, sharing) // leak: here
	if err != nil {
		return nil, fmt.Errorf("an arena of %d bytes: %w", size, err)
	}
	return &Arena{memory: memory}, nil
}

// Bytes returns the next so many bytes of the arena.
func (a *Arena) Bytes(count int) ([]byte, error) {
	if a.used+count > len(a.memory) {
		return nil, fmt.Errorf("an arena of %d bytes has no room for %d more", len(a.memory), count)
	}
	part := a.memory[a.used : a.used+count]
	a.used += count
	return part, nil
}

// Release gives the memory back; no part of it may be used afterwards.
func (a *Arena) Release() error {
	return syscall.Munmap(a.memory)
}
