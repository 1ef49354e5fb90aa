"""From ticked symptoms to what to do: the rules of rules.csv, nothing else.

`widgets/static/shared.js` holds the same evaluator for the browser; the tests drive both over the same selections.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from kb.base import KnowledgeBase


@dataclass(frozen=True)
class Reason:
    """A rule that fired.

    Attributes:
        rule: its id in rules.csv.
        level: its urgency level.
        because: why, in plain words.
        symptoms: the symptoms that it needs, all of them present.
    """

    rule: str
    level: str
    because: str
    symptoms: tuple[str, ...]


@dataclass(frozen=True)
class Assessment:
    """What to do about a set of symptoms.

    Attributes:
        level: the highest urgency level that fired. None when nothing was ticked: that is no answer, and never
            "all is well".
        reasons: all rules that fired, most urgent first, then by id.
        symptoms: what was ticked, in the order given, each once.
        conditions: ids of conditions that the most urgent rules make one think of; no ranking, no diagnosis.
    """

    level: str | None
    reasons: tuple[Reason, ...]
    symptoms: tuple[str, ...]
    conditions: tuple[str, ...]


def known_symptoms(base: KnowledgeBase, symptoms: Iterable[str]) -> tuple[str, ...]:
    """The symptoms, each once, in the order given.

    Raises:
        TypeError: for a single text instead of a list of ids.
        ValueError: for an id that is not in symptoms.csv, with the nearest ids.
    """
    if isinstance(symptoms, str):
        raise TypeError(f"symptoms must be a list of ids, such as [“{symptoms}”], not a single text.")
    given = list(symptoms) if isinstance(symptoms, Iterable) else [symptoms]
    for symptom in given:
        if not isinstance(symptom, str):
            raise TypeError(f"symptoms must be a list of ids, such as [“spotting”]; found {symptom!r}.")
    ids = tuple(dict.fromkeys(given))
    for symptom in ids:
        if symptom not in base.rows["symptoms"]:
            near = get_close_matches(str(symptom), base.rows["symptoms"], 3, 0.4)
            hint = f"The nearest ids: {', '.join(near)}." if near else "See base.symptoms for all ids."
            raise ValueError(f"unknown symptom “{symptom}”. {hint}")
    return ids


def close(base: KnowledgeBase, symptoms: Iterable[str]) -> set[str]:
    """The symptoms with everything that they imply."""
    signs: set[str] = set()
    waiting = list(symptoms)
    while waiting:
        sign = waiting.pop()
        if sign not in signs:
            signs.add(sign)
            waiting += base.rows["symptoms"][sign]["implies"]
    return signs


def assess(base: KnowledgeBase, symptoms: Iterable[str]) -> Assessment:
    """Say what to do about a set of symptoms.

    Args:
        base: the knowledge base.
        symptoms: ids of symptoms.csv, in any order.

    Returns:
        The highest level of all rules whose symptoms are all present (also as implied ones), with its reasons.

    Raises:
        TypeError: for a single text instead of a list.
        ValueError: for an unknown symptom, with the nearest ids.
    """
    ticked = known_symptoms(base, symptoms)
    signs = close(base, ticked)
    ranks = base.rows["levels"]
    fired = [rule for rule in base.rows["rules"].values() if signs.issuperset(rule["symptom_ids"])]
    fired.sort(key=lambda rule: ranks[rule["level"]]["rank"])
    level = fired[0]["level"] if fired else None
    decisive = [rule for rule in fired if rule["level"] == level]
    return Assessment(
        level=level,
        reasons=tuple(Reason(r["id"], r["level"], r["because"], r["symptom_ids"]) for r in fired),
        symptoms=ticked,
        conditions=tuple(dict.fromkeys(c for rule in decisive for c in rule["condition_ids"])),
    )


def compare(base: KnowledgeBase, answer: str, ours: str) -> str:
    """How a chosen level stands to our line: same, more_careful or less_careful; not_answered where there is none."""
    if not answer:
        return "not_answered"
    levels = base.rows["levels"]
    more = levels[ours]["rank"] - levels[answer]["rank"]  # rank 1 is the most urgent
    return "same" if not more else "more_careful" if more > 0 else "less_careful"
