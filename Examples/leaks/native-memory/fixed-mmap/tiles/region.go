// Package tiles finds map tiles in the file of a region.
package tiles

import (
	"bytes"
	"fmt"
	"os"
	"syscall"
)

const (
	tileSize  = 1 << 10
	indexSize = 4 << 10
)

// Write makes the file of a region.
func Write(name string, count int) error {
	content := make([]byte, indexSize, indexSize+count*tileSize)
	for i := 0; i < count; i++ {
		content = append(content, bytes.Repeat([]byte{byte(i)}, tileSize)...)
	}
	return os.WriteFile(name, content, 0o600)
}

// Read returns a copy of one tile.
func Read(name string, tile int) ([]byte, error) {
	region, err := open(name)
	if err != nil {
		return nil, err
	}
	defer syscall.Munmap(region)
	from := indexSize + tile*tileSize
	if from+tileSize > len(region) || checksum(region) == 0 {
		return nil, fmt.Errorf("%s has no tile %d", name, tile)
	}
	return bytes.Clone(region[from : from+tileSize]), nil
}

// open maps the file of a region into memory.
func open(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	return syscall.Mmap(int(file.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_PRIVATE)
}

// checksum adds all bytes up, so that a damaged region is found.
func checksum(region []byte) int {
	sum := 1
	for _, each := range region {
		sum += int(each)
	}
	return sum
}
