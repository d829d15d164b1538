// Command dictionary reads words from files. Up to forty-eight files are open at one time; they are opened when they are
// first needed and stay open, and beyond that number the one that was not used for the longest time is closed.
//
// load: GET /words/{n} 40/s
package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"example.com/laboratory/internal/service"
)

const (
	most    = 48
	volumes = 200
)

func main() {
	folder, err := os.MkdirTemp("", "dictionary")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		shelf := &shelf{folder: folder, open: make(map[int]*os.File)}
		if err := shelf.write(); err != nil {
			log.Fatal(err)
		}
		mux.HandleFunc("/words/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/words/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			word, err := shelf.word(number * 7 % volumes)
			if err != nil {
				service.WriteError(w, http.StatusInternalServerError, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]string{"word": word})
		})
	})
}

// shelf keeps the volumes that were used last open.
type shelf struct {
	folder string
	mutex  sync.Mutex
	open   map[int]*os.File
	order  []int // the last used at the end
}

func (s *shelf) path(volume int) string {
	return filepath.Join(s.folder, fmt.Sprintf("volume-%d", volume))
}

func (s *shelf) write() error {
	for volume := 0; volume < volumes; volume++ {
		if err := os.WriteFile(s.path(volume), []byte(fmt.Sprintf("word-%08d", volume)), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (s *shelf) word(volume int) (string, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	file, err := s.file(volume)
	if err != nil {
		return "", err
	}
	text := make([]byte, 13)
	if _, err := file.ReadAt(text, 0); err != nil {
		return "", err
	}
	return string(text), nil
}

func (s *shelf) file(volume int) (*os.File, error) {
	if file, ok := s.open[volume]; ok {
		return file, nil
	}
	if len(s.order) == most {
		s.open[s.order[0]].Close()
		delete(s.open, s.order[0])
		s.order = append(s.order[:0], s.order[1:]...)
	}
	file, err := os.Open(s.path(volume))
	if err != nil {
		return nil, err
	}
	s.open[volume] = file
	s.order = append(s.order, volume)
	return file, nil
}
