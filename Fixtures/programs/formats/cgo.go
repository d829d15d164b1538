//go:build cgo

package main

// static void fault(int *address) { *address = 1; }
// static void call(void) { fault((int *)0x10); }
import "C"

func crashInC() { C.call() }
