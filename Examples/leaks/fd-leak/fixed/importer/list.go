package importer

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

var errDamaged = errors.New("the head is damaged")

func (l *list) checkHead() error {
	head := make([]byte, len("goods\n"))
	if _, err := io.ReadFull(l.file, head); err != nil {
		return fmt.Errorf("list %d: %w", l.number, err)
	}
	if string(head) != "goods\n" {
		return fmt.Errorf("list %d: %w", l.number, errDamaged)
	}
	return nil
}

// count returns the number of lines after the head.
func (l *list) count() (int, error) {
	lines := bufio.NewScanner(l.file)
	count := 0
	for lines.Scan() {
		count++
	}
	return count, lines.Err()
}
