// Command spool hands out print jobs. A job is taken by locking its file, so that two printers never print the same one.
//
// load: POST /jobs/{n} 30/s
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

var errTaken = errors.New("the job is being printed")

func main() {
	folder, err := os.MkdirTemp("", "spool")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		spool := &spool{folder: folder}
		if err := spool.takeForMaintenance(); err != nil {
			log.Fatal(err)
		}
		mux.HandleFunc("/jobs/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/jobs/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			switch err := spool.print(number % 3); {
			case errors.Is(err, errTaken):
				service.WriteError(w, http.StatusConflict, err)
			case err != nil:
				service.WriteError(w, http.StatusInternalServerError, err)
			default:
				w.WriteHeader(http.StatusNoContent)
			}
		})
	})
}

// spool is a folder of jobs.
type spool struct {
	folder string
	kept   int // the lock of the job that is never printed
}

// takeForMaintenance keeps the first job for the people who look after the printers.
func (s *spool) takeForMaintenance() error {
	lock, err := s.lock(0)
	s.kept = lock
	return err
}

func (s *spool) print(job int) error {
	lock, err := s.lock(job)
	if err != nil {
		return err
	}
	return syscall.Close(lock)
}

// lock opens the file of a job and locks it; to close it is to unlock it.
func (s *spool) lock(job int) (int, error) {
	name := filepath.Join(s.folder, fmt.Sprintf("job-%d", job))
	file, err := syscall.Open(name, syscall.O_RDWR|syscall.O_CREAT|syscall.O_CLOEXEC, 0o600)
	if err != nil {
		return 0, fmt.Errorf("open %s: %w", name, err)
	}
	if err := syscall.Flock(file, syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		syscall.Close(file)
		return 0, fmt.Errorf("lock %s: %w", name, errTaken)
	}
	return file, nil
}
