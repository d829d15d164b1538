//go:build cgo

// Command speech turns text into sound with a library written in C, which allocates and frees some 20 MB a second.
//
// load: POST /speech/{n} 60/s with 8 KiB
package main

/*
#include <stdlib.h>
#include <string.h>

// speak returns the loudness of a text; its working memory is gone when it returns.
static long speak(const char *text, long count) {
	long size = count * 40;
	unsigned char *samples = malloc(size);
	if (!samples) return -1;
	for (long i = 0; i < size; i++) samples[i] = (unsigned char)(text[i % count] * (i & 7));
	long loudness = 0;
	for (long i = 0; i < size; i += 64) loudness += samples[i];
	free(samples);
	return loudness;
}
*/
import "C"

import (
	"context"
	"errors"
	"io"
	"net/http"
	"unsafe"

	"example.com/laboratory/internal/service"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/speech/", func(w http.ResponseWriter, r *http.Request) {
			text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			loudness, err := speak(text)
			if err != nil {
				service.WriteError(w, http.StatusInternalServerError, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"loudness": loudness})
		})
	})
}

func speak(text []byte) (int, error) {
	if len(text) == 0 {
		return 0, errors.New("there is nothing to say")
	}
	loudness := C.speak((*C.char)(unsafe.Pointer(&text[0])), C.long(len(text)))
	if loudness < 0 {
		return 0, errors.New("no memory for the samples")
	}
	return int(loudness), nil
}
