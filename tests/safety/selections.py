"""What must hold whatever is ticked: every set of up to three signs, and 100,000 larger ones at random.

The rules are worked out here a second time, as bits, without `kb.assess`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

import kb

LEVELS = ("emergency", "same_day", "mention_or_call", "self_care")
SAME_DAY = LEVELS.index("same_day")
MANY = 100_000
Ticks = tuple[str, ...]


class Answer(NamedTuple):
    """What is kept of an assessment: rank is small when urgent; fired is the ids of the rules in one line."""

    rank: int
    fired: str


Answers = Mapping[Ticks, Answer]


def ask(base: kb.KnowledgeBase, ticks: Iterable[str]) -> Answer:
    """The answer of `kb.assess`."""
    answer = kb.assess(base, ticks)
    assert answer.level is not None
    return Answer(LEVELS.index(answer.level), " ".join(reason.rule for reason in answer.reasons))


class Rules:
    """The rules as bits: which of them fire for which ticks."""

    def __init__(self, base: kb.KnowledgeBase) -> None:
        symptoms, rules = base.rows["symptoms"], base.rows["rules"]
        bit = {symptom: 1 << place for place, symptom in enumerate(symptoms)}
        self.closed = dict(bit)
        for _ in symptoms:  # as many rounds as the longest chain of broader symptoms could need
            for symptom, row in symptoms.items():
                for broader in row["implies"]:
                    self.closed[symptom] |= self.closed[broader]
        by_urgency = [(name, rule) for level in LEVELS for name, rule in rules.items() if rule["level"] == level]
        self.needs = [(name, sum(bit[s] for s in rule["symptom_ids"])) for name, rule in by_urgency]
        self.rank = {name: LEVELS.index(rule["level"]) for name, rule in rules.items()}
        self.warning = {symptom for symptom, row in symptoms.items() if row["warning"]}
        self.belly_and_back = bit["belly_pain"] | bit["back_pain"]

    def signs(self, ticked: Iterable[str]) -> int:
        """All signs of the ticks, with what they imply."""
        signs = 0
        for symptom in ticked:
            signs |= self.closed[symptom]
        return signs

    def fired(self, ticked: Iterable[str]) -> str:
        """The ids of the rules whose signs are all there, most urgent first, in one line."""
        signs = self.signs(ticked)
        return " ".join(name for name, needs in self.needs if signs & needs == needs)


@dataclass
class Selections:
    """Sets of ticks with their answers."""

    base: kb.KnowledgeBase

    @cached_property
    def rules(self) -> Rules:
        """The rules, worked out a second time."""
        return Rules(self.base)

    @cached_property
    def tickable(self) -> list[str]:
        """The signs that stand on the list."""
        return [symptom for symptom, row in self.base.rows["symptoms"].items() if row["group_id"]]

    @cached_property
    def small(self) -> Answers:
        """Every set of one, two or three ticks."""
        return {ticks: ask(self.base, ticks) for size in (1, 2, 3) for ticks in combinations(self.tickable, size)}

    @cached_property
    def large(self) -> Answers:
        """Mostly a handful more than three, at times half the list, in any order."""
        chance = random.Random(1912)
        sizes = (min(4 + int(chance.expovariate(0.3)), 40) for _ in range(MANY))
        sets = (tuple(chance.sample(self.tickable, size)) for size in sizes)
        return {ticks: ask(self.base, ticks) for ticks in sets}


def _as_the_rules_say(answers: Answers, rules: Rules) -> Iterator[Ticks]:
    return (ticks for ticks, answer in answers.items() if answer.fired != rules.fired(ticks))


def _highest(answers: Answers, rules: Rules) -> Iterator[Ticks]:
    return (ticks for ticks, answer in answers.items() if answer.rank != min(map(rules.rank.get, answer.fired.split())))


def _never_less_than_alone(answers: Answers, rules: Rules) -> Iterator[Ticks]:
    return (ticks for ticks, answer in answers.items() if answer.rank > min(rules.rank[sign] for sign in ticks))


def _warning(answers: Answers, rules: Rules) -> Iterator[Ticks]:
    return (t for t, answer in answers.items() if not rules.warning.isdisjoint(t) and answer.rank > SAME_DAY)


def _belly_and_back(answers: Answers, rules: Rules) -> Iterator[Ticks]:
    both = (ticks for ticks in answers if rules.signs(ticks) & rules.belly_and_back == rules.belly_and_back)
    return (ticks for ticks in both if answers[ticks].rank > SAME_DAY)


def _one_more(answers: Answers, rules: Rules) -> Iterator[Ticks]:
    def rank(ticks: Ticks) -> int:
        return min(rules.rank[name] for name in rules.fired(ticks).split())

    return (
        ticks
        for ticks in answers
        if any(answers[ticks].rank > rank(p) for p in combinations(ticks, len(ticks) - 1) if p)
    )


INVARIANTS: dict[str, Callable[[Answers, Rules], Iterator[Ticks]]] = {
    "The rules that fire are exactly those whose signs are all there.": _as_the_rules_say,
    "The answer is the highest level that fired.": _highest,
    "No sign ever gets less than it gets alone.": _never_less_than_alone,
    "One more sign never lowers the answer.": _one_more,
    "With a warning sign the answer is always at least “call today”.": _warning,
    "Any belly pain with any low back pain is always at least “call today”.": _belly_and_back,
}
