"""Our own test cases, each a story with the level that a careful reader expects, and the terms of published studies.

Accuracy, safety of advice, inclination to over-triage and comprehensiveness are meant as in the studies of symptom
checkers by Kopka and colleagues. The cases are never shown in class, and no reader of a story saw the rules.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import kb

from .selections import LEVELS

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class Case:
    """A story and what should come of it.

    Attributes:
        level: what our reader expects.
        acceptable: all levels that are no mistake; `level` is one of them.
        symptoms: what our reader ticked.
        given: the level that the rules give; None when they give none.
    """

    id: str
    story: str
    symptoms: tuple[str, ...]
    level: str
    acceptable: tuple[str, ...]
    note: str
    source_ids: tuple[str, ...]
    given: str | None

    @property
    def right(self) -> bool:
        """Is the given level one that is no mistake?"""
        return self.given in self.acceptable

    @property
    def too_low(self) -> bool:
        """Is it below every acceptable level, or is there no answer?"""
        return self.given is None or LEVELS.index(self.given) > max(map(LEVELS.index, self.acceptable))

    @property
    def too_high(self) -> bool:
        """Is it above every acceptable level?"""
        return self.given is not None and LEVELS.index(self.given) < min(map(LEVELS.index, self.acceptable))


def read(table: str) -> list[dict[str, str]]:
    """The rows of a table of tests/data."""
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def load(base: kb.KnowledgeBase) -> list[Case]:
    """All cases with the answer of today's rules."""

    def parts(cell: str) -> tuple[str, ...]:
        return tuple(filter(None, cell.split(";")))

    return [
        Case(
            id=row["id"],
            story=row["story"],
            symptoms=parts(row["symptom_ids"]),
            level=row["level"],
            acceptable=parts(row["acceptable_levels"]),
            note=row["note"],
            source_ids=parts(row["source_ids"]),
            given=kb.assess(base, parts(row["symptom_ids"])).level,
        )
        for row in read("safety_cases")
    ]


@dataclass(frozen=True)
class Figures:
    """What studies of symptom checkers report, over some cases.

    Attributes:
        cases: how many.
        answered: of them, how many got a level (comprehensiveness).
        exact: how many got the very level that the reader expects (accuracy).
        right: how many got an acceptable level.
        safe: how many got an acceptable level or a higher one (safety of advice).
        too_low: how many got less than is acceptable.
        too_high: how many got more than is acceptable.
    """

    cases: int
    answered: int
    exact: int
    right: int
    safe: int
    too_low: int
    too_high: int

    @property
    def over_triage(self) -> float | None:
        """The share of the wrong answers that are too high; None if none is wrong."""
        wrong = self.too_low + self.too_high
        return self.too_high / wrong if wrong else None


def figures(cases: Iterable[Case]) -> Figures:
    """Count."""
    found: Sequence[Case] = list(cases)
    return Figures(
        cases=len(found),
        answered=sum(case.given is not None for case in found),
        exact=sum(case.given == case.level for case in found),
        right=sum(case.right for case in found),
        safe=sum(not case.too_low for case in found),
        too_low=sum(case.too_low for case in found),
        too_high=sum(case.too_high for case in found),
    )
