// Package words counts words with an external program.
package words

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"sync/atomic"
	"time"
)

const patience = 10 * time.Second

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
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	command := exec.CommandContext(ctx, c.program, c.arguments...)
	input, err := command.StdinPipe()
	if err != nil {
		return fmt.Errorf("connect to %s: %w", c.program, err)
	}
	if err := command.Start(); err != nil {
		return fmt.Errorf("start %s: %w", c.program, err)
	}
	_, fed := io.WriteString(input, text)
	input.Close()
	if err := command.Wait(); err != nil {
		return fmt.Errorf("run %s: %w", c.program, err)
	}
	if fed != nil {
		return fmt.Errorf("feed %s: %w", c.program, fed)
	}
	c.counted.Add(1)
	return nil
}
