#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which lines of a laboratory program hold the live heap, as its heap profile in text form (debug=1) tells."""

from __future__ import annotations

import collections
import math
import re
from collections.abc import Mapping

MODULE = "example.com/laboratory/"
SHARED = MODULE + "internal/"
SAMPLING = 512 << 10  # bytes between two samples, on average: Go's default
RECORD = re.compile(r"^(\d+): (\d+) \[\d+: \d+\] @")
FRAME = re.compile(r"^#\t0x\S+\t\S+\s+(\S+:\d+)$")


def bytes_by_line(profile: str) -> dict[str, float]:
    """Returns the live bytes by the first line of the program's own code, such as healthy/x/main.go:12."""
    total: dict[str, float] = collections.Counter()
    size, is_open = 0.0, False
    for text in profile.splitlines():
        if record := RECORD.match(text):
            count, sampled = int(record.group(1)), int(record.group(2))
            size, is_open = _scaled(count, sampled), count > 0
        elif is_open and (frame := FRAME.match(text)) and _is_own(frame.group(1)):
            total[frame.group(1).removeprefix(MODULE)] += size
            is_open = False
    return dict(total)


def _scaled(count: int, sampled: int) -> float:
    """The bytes that so many samples stand for: a small object is sampled rarely."""
    return sampled / (1 - math.exp(-sampled / count / SAMPLING)) if count else 0.0


def _is_own(place: str) -> bool:
    return place.startswith(MODULE) and not place.startswith(SHARED)


def most_grown(before: Mapping[str, float], after: Mapping[str, float]) -> str | None:
    """Returns the line whose live bytes have grown most; None when none has grown."""
    growth = {line: size - before.get(line, 0) for line, size in after.items()}
    line = max(growth, key=growth.__getitem__, default=None)
    return line if line is not None and growth[line] > 0 else None
