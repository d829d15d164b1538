//go:build goexperiment.synctest && !go1.25

package main

import (
	"testing/synctest"
	"time"
)

// extra writes a dump from inside a synctest bubble of Go 1.24.
func extra(folder string) {
	synctest.Run(func() {
		bubble(folder, synctest.Wait)
		time.Sleep(2 * time.Hour)
	})
}
