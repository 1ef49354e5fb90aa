"""Times on a machine with other work. That only adds: it is kept out, and the least of several tries counts."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

TRIES = 12
DOOR, ROOM = Path(__file__).parent / "conftest.py", Path(__file__)  # any two files that are always there can be locked


@contextmanager
def machine(*, alone: bool) -> Iterator[None]:
    """The machine for one test: with those of other workers, or, for a test that takes times, without any.

    Who wants it alone holds the door until those inside have left, so that no others slip in before.
    """
    with DOOR.open() as door, ROOM.open() as room:
        fcntl.flock(door, fcntl.LOCK_EX)
        fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(door, fcntl.LOCK_UN)
        yield


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
