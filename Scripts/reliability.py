#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How often claims of a certain confidence are right: shares with Wilson intervals, as tables."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable, Sequence

BANDS = ((0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.85), (0.85, 0.9), (0.9, 0.95), (0.95, 0.99), (0.99, 1.01))


@dataclasses.dataclass(frozen=True)
class Claim:
    """One finding at level leak or suspect, and whether it is right: the kind and the line."""

    kind: str
    level: str
    confidence: float
    is_right: bool


def wilson(right: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """Returns the 95 % interval of a share; 0 to 1 when nothing was counted."""
    if count == 0:
        return 0.0, 1.0
    share, spread = right / count, z * z / count
    centre = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / count + spread / (4 * count))
    return max(centre - half, 0.0), min(centre + half, 1.0)


def share(right: int, count: int) -> str:
    """Returns a share with its interval, such as "95 % (88 to 98)"; empty when nothing was counted."""
    if count == 0:
        return ""
    low, high = wilson(right, count)
    return f"{right / count:.0%} ({low:.0%} to {high:.0%})".replace("%", " %")


def judged(claims: Sequence[Claim]) -> str:
    """Says whether the confidence that was claimed lies in the interval of the share that was right."""
    if not claims:
        return ""
    low, high = wilson(sum(claim.is_right for claim in claims), len(claims))
    claimed = sum(claim.confidence for claim in claims) / len(claims)
    return "too sure" if claimed > high else "too careful" if claimed < low else "as claimed"


def by_band(claims: Sequence[Claim]) -> list[list[object]]:
    """Returns a row for each band of confidence that occurs."""
    bands = ((f"{low:g} to {min(high, 1):g}", low, high) for low, high in BANDS)
    return [
        _row(name, [claim for claim in claims if low <= claim.confidence < high])
        for name, low, high in bands
        if any(low <= claim.confidence < high for claim in claims)
    ]


def by_name(claims: Sequence[Claim], name: Callable[[Claim], str]) -> list[list[object]]:
    """Returns a row for each level, kind or other name, in alphabetical order."""
    return [_row(each, [claim for claim in claims if name(claim) == each]) for each in sorted(set(map(name, claims)))]


def _row(name: str, claims: Sequence[Claim]) -> list[object]:
    right = sum(claim.is_right for claim in claims)
    mean = f"{sum(claim.confidence for claim in claims) / len(claims):.2f}"
    return [name, len(claims), right, share(right, len(claims)), mean, judged(claims)]


HEAD = ["", "leaks and suspects", "right kind and line", "share (95 % interval)", "mean confidence", "calibration"]


def tables(claims: Iterable[Claim], table: Callable[[list[str], Iterable[Iterable[object]]], list[str]]) -> list[str]:
    """Returns the reliability of claims by confidence, by level and by kind, as lines of Markdown."""
    claims = list(claims)
    return [
        "", "## Confidence", "",
        "A claim is right when its kind and its line are. On a program that time alone cannot tell from a leak a",
        "suspect counts as wrong here, and is still no false alarm. *Too sure*: the mean confidence lies above the",
        "interval.",
        "", *table(HEAD, by_band(claims)), "", *table(HEAD, by_name(claims, lambda claim: claim.level)),
        "", *table(HEAD, by_name(claims, lambda claim: claim.kind)),
    ]  # fmt: skip
