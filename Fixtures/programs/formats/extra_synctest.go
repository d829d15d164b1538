//go:build go1.25

package main

import (
	"testing"
	"testing/synctest"
	"time"
)

// extra writes a dump from inside a synctest bubble and ends the process.
func extra(folder string) {
	test := func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			bubble(folder, synctest.Wait)
			time.Sleep(2 * time.Hour)
		})
	}
	testing.Main(
		func(string, string) (bool, error) { return true, nil },
		[]testing.InternalTest{{Name: "TestBubble", F: test}}, nil, nil,
	)
}
