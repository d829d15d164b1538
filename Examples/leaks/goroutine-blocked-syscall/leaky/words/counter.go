// Package words counts words with an external program.
package words

import (
	"fmt"
	"io"
	"os/exec"
	"sync/atomic"
)

// Counter runs one program per document.
type Counter struct {
	program   string
	arguments []string
	counted   atomic.Int64
}

// NewCounter returns a counter that runs the given program.
func NewCounter(program string, arguments ...string) *Counter {
	return &Counter{program: program, arguments: arguments}
}

// Counted returns how many documents have been counted.
func (c *Counter) Counted() int64 {
	return c.counted.Load()
}

// Count feeds a text to the program and waits for it to end.
func (c *Counter) Count(text string) error {
	command := exec.Command(c.program, c.arguments...)
	input, err := command.StdinPipe()
	if err != nil {
		return fmt.Errorf("connect to %s: %w", c.program, err)
	}
	if err := command.Start(); err != nil {
		return fmt.Errorf("start %s: %w", c.program, err)
	}
	if _, err := io.WriteString(input, text); err != nil {
		return fmt.Errorf("feed %s: %w", c.program, err)
	}
	if err := command.Wait(); err != nil { // leak: here
		return fmt.Errorf("run %s: %w", c.program, err)
	}
	c.counted.Add(1)
	return nil
}
