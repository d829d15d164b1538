// SPDX-License-Identifier: Apache-2.0

//go:build !go1.23

package main

import "time"

func leakCoroutine() {}

func coroutines(end time.Time) { time.Sleep(time.Until(end)) }
