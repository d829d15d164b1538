// Command spelling checks words with a program that runs beside it, one process for each request.
//
// load: POST /words/{n} 4/s
// accepts: goroutine-blocked-syscall
// leaks: descriptors 6/s
package main

import (
	"bufio"
	"context"
	"net/http"
	"os/exec"
	"strings"
	"sync"

	"example.com/laboratory/internal/service"
)

// checker asks the program and remembers which processes it has started, to count them.
type checker struct {
	mutex   sync.Mutex
	started []*exec.Cmd
}

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		checker := &checker{}
		mux.HandleFunc("/words/", func(w http.ResponseWriter, r *http.Request) {
			verdict, err := checker.check(strings.TrimPrefix(r.URL.Path, "/words/"))
			if err != nil {
				service.WriteError(w, http.StatusInternalServerError, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]any{"verdict": verdict, "asked": checker.asked()})
		})
	})
}

// check returns the first line that the program says about a word.
func (c *checker) check(word string) (string, error) {
	command := exec.Command("echo", "known:", word)
	output, err := command.StdoutPipe() // leak: also
	if err != nil {
		return "", err
	}
	if err := command.Start(); err != nil { // leak: here
		return "", err
	}
	c.note(command)
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(line), nil
}

func (c *checker) note(command *exec.Cmd) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.started = append(c.started, command)
}

func (c *checker) asked() int {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return len(c.started)
}
