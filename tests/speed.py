"""Times on a machine that also does other work. That work only adds, so the least of several tries is the cost."""

from __future__ import annotations

from collections.abc import Callable

TRIES = 12


def least(measure: Callable[[], list[float]], most: float, tries: int = TRIES) -> list[float]:
    """The least time of each step, in the unit of `measure`; stops as soon as all steps keep to `most`.

    Args:
        measure: does the steps once and gives the time of each, always as many.
        most: what every step may take.
        tries: how often `measure` is asked at the most.
    """
    best = measure()
    for _ in range(tries - 1):
        if max(best) <= most:
            break
        best = [min(pair) for pair in zip(best, measure(), strict=True)]
    return best
