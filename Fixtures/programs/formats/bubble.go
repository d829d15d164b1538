package main

import (
	"os"
	"path/filepath"
	"runtime/pprof"
	"time"
)

// bubble blocks goroutines inside a synctest bubble and dumps them.
func bubble(folder string, settle func()) {
	block := make(chan int)
	go receive(block)
	go func() {
		select {
		case <-block:
		}
	}()
	go time.Sleep(time.Hour)
	settle()
	file, err := os.Create(filepath.Join(folder, "synctest.txt"))
	check(err)
	check(pprof.Lookup("goroutine").WriteTo(file, 2))
	check(file.Close())
	close(block)
}
