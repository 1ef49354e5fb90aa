"""Medians, spreads and ratios, and how they are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figures:
    """What several runs gave, in the order of the runs."""

    values: tuple[float, ...]
    unit: str = "ms"

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError("Figures need at least one run.")

    @property
    def median(self) -> float:
        return float(median(self.values))

    def __str__(self) -> str:
        """The median, and the spread where there is one."""
        low, high = rounded(min(self.values)), rounded(max(self.values))
        spread = f" ({low}–{high})" if low != high else ""
        return f"{rounded(self.median)}{spread}{' ' if self.unit else ''}{self.unit}"


def rounded(value: float) -> str:
    """Two figures that matter below ten, whole numbers above a hundred."""
    return f"{value:,.{0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2}f}"


def ratio(one: Figures, other: Figures) -> Figures:
    """How many times the other each run was; runs that were not made in pairs are held against the median.

    Raises:
        ValueError: where the other took no time at all.
    """
    if not all(other.values):
        raise ValueError("nothing can be so many times zero.")
    if len(one.values) == len(other.values):
        return Figures(tuple(a / b for a, b in zip(one.values, other.values, strict=True)), "times")
    return Figures(tuple(value / other.median for value in one.values), "times")


def alternating(jobs: Sequence[Callable[[], float]], runs: int, unit: str = "ms") -> list[Figures]:
    """Each job once a run; every other run goes backwards, so that no job always has the warm machine."""
    found: list[list[float]] = [[] for _ in jobs]
    for run in range(runs):
        order = list(enumerate(jobs))
        for place, job in order if run % 2 == 0 else reversed(order):
            found[place].append(job())
    return [Figures(tuple(values), unit) for values in found]
