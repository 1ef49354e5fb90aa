"""Times on a machine with other work. That only adds: the least of several tries counts, taken alone if need be."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

TRIES = 12
DOOR, ROOM = Path(__file__).parent / "conftest.py", Path(__file__)  # any two files that are always there can be locked
_room: list[IO[str]] = []  # the hold of this worker on the machine, while a test runs


@contextmanager
def on_the_machine() -> Iterator[None]:
    """A test runs, beside those of other workers."""
    with ROOM.open() as room:
        _enter(room, fcntl.LOCK_SH)
        _room.append(room)
        yield
        _room.pop()


@contextmanager
def alone() -> Iterator[None]:
    """Without the tests of other workers: those that run come to their end, and no further one begins."""
    for room in _room:
        fcntl.flock(room, fcntl.LOCK_UN)
        _enter(room, fcntl.LOCK_EX)
    yield
    for room in _room:
        fcntl.flock(room, fcntl.LOCK_SH)


def _enter(room: IO[str], how: int) -> None:
    """Who wants the machine alone waits at the door for those inside, so that no others slip in before."""
    with DOOR.open() as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        fcntl.flock(room, how)


def least(measure: Callable[[], list[float]], most: float, tries: int = TRIES) -> list[float]:
    """The least time of each step, in the unit of `measure`; stops as soon as all steps keep to `most`.

    Args:
        measure: does the steps once and gives the time of each, always as many.
        most: what every step may take.
        tries: how often `measure` is asked alone at the most, where it was too slow beside other work.
    """
    best = measure()
    if max(best) <= most:
        return best
    with alone():
        for _ in range(tries):
            best = [min(pair) for pair in zip(best, measure(), strict=True)]
            if max(best) <= most:
                break
    return best
