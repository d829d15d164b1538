//go:build unix

// Command counters keeps visit counts in files that other programs read, too, so every change is made under a file
// lock. Visits are counted in the background.
//
// load: POST /visits/{n} 16/s
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"example.com/laboratory/internal/service"
)

var errDamaged = errors.New("counter file is damaged")

func main() {
	folder, err := os.MkdirTemp("", "counters")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	if err := os.WriteFile(filepath.Join(folder, "page-3"), []byte("?"), 0o600); err != nil {
		log.Fatal(err)
	}
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/visits/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/visits/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			go func() {
				if err := count(filepath.Join(folder, "page-"+strconv.Itoa(number%4))); err != nil {
					log.Printf("visit %d: %v", number, err)
				}
			}()
			w.WriteHeader(http.StatusAccepted)
		})
	})
}

// count adds one to the number in a file.
func count(path string) error {
	lock, err := syscall.Open(path, syscall.O_RDWR|syscall.O_CREAT|syscall.O_CLOEXEC, 0o600)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	defer syscall.Close(lock)
	if err := syscall.Flock(lock, syscall.LOCK_EX); err != nil {
		return fmt.Errorf("lock %s: %w", path, err)
	}
	buffer := make([]byte, 32)
	n, err := syscall.Pread(lock, buffer, 0)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	visits, err := strconv.Atoi("0" + string(buffer[:n]))
	if err != nil {
		return fmt.Errorf("read %s: %w", path, errDamaged)
	}
	if _, err := syscall.Pwrite(lock, []byte(strconv.Itoa(visits+1)), 0); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
