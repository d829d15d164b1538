// Package importer reads lists of goods.
package importer

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

const lists = 8

// Desk reads the lists in a folder.
type Desk struct {
	folder   string
	mutex    sync.Mutex
	rejected []string
}

// list is one file of goods.
type list struct {
	number int
	file   *os.File
}

// NewDesk returns a desk with a few lists in its folder, of which every fourth is damaged.
func NewDesk(folder string) (*Desk, error) {
	d := &Desk{folder: folder}
	for i := 0; i < lists; i++ {
		head := "goods\n"
		if i%4 == 3 {
			head = "good?\n"
		}
		if err := os.WriteFile(d.path(i), []byte(head+"nail\nhammer\nsaw\n"), 0o600); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func (d *Desk) path(number int) string {
	return filepath.Join(d.folder, fmt.Sprintf("list-%d.txt", number%lists))
}

// Import reads one list and returns how many goods are on it.
func (d *Desk) Import(number int) (int, error) {
	file, err := os.Open(d.path(number))
	if err != nil {
		return 0, err
	}
	defer file.Close()
	opened := &list{number: number, file: file}
	if err := opened.checkHead(); err != nil {
		d.reject(filepath.Base(file.Name()))
		return 0, err
	}
	return opened.count()
}

func (d *Desk) reject(name string) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.rejected = append(d.rejected, name)
}

// Rejected returns the names of the last lists that were set aside.
func (d *Desk) Rejected(most int) []string {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return slices.Clone(d.rejected[max(len(d.rejected)-most, 0):])
}
