//go:build !cgo

package main

func crashInC() {}
