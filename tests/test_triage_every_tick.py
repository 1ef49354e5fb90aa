"""Triage holds for whatever is ticked: up to three signs in every combination, and 100,000 larger sets at random."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, islice
from typing import NamedTuple

import pytest

import kb

LEVELS = ("emergency", "same_day", "mention_or_call", "self_care")
MANY = 100_000
Ticks = tuple[str, ...]


class Answer(NamedTuple):
    """What is kept of an assessment: rank is small when urgent; fired is the ids of the rules in one line."""

    rank: int
    fired: str


Answers = Mapping[Ticks, Answer]


def ask(base: kb.KnowledgeBase, ticks: Iterable[str]) -> Answer:
    answer = kb.assess(base, ticks)
    assert answer.level is not None
    return Answer(LEVELS.index(answer.level), " ".join(reason.rule for reason in answer.reasons))


class Rules:
    """The rules as bits: which of them fire for which ticks, worked out a second time without kb.assess."""

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
        self.level = {name: rule["level"] for name, rule in rules.items()}
        self.own = {symptom: LEVELS.index(self.level[symptom]) for symptom in symptoms}
        self.belly_and_back = bit["belly_pain"] | bit["back_pain"]

    def signs(self, ticked: Iterable[str]) -> int:
        signs = 0
        for symptom in ticked:
            signs |= self.closed[symptom]
        return signs

    def fired(self, ticked: Iterable[str]) -> str:
        signs = self.signs(ticked)
        return " ".join(name for name, needs in self.needs if signs & needs == needs)


@pytest.fixture(scope="module")
def rules(base: kb.KnowledgeBase) -> Rules:
    return Rules(base)


@pytest.fixture(scope="module")
def tickable(base: kb.KnowledgeBase) -> list[str]:
    return [symptom for symptom, row in base.rows["symptoms"].items() if row["group_id"]]


@pytest.fixture(scope="module")
def small(base: kb.KnowledgeBase, tickable: list[str]) -> Answers:
    return {ticks: ask(base, ticks) for size in (1, 2, 3) for ticks in combinations(tickable, size)}


@pytest.fixture(scope="module")
def large(base: kb.KnowledgeBase, tickable: list[str]) -> Answers:
    """Mostly a handful more than three, at times half the list, in any order."""
    chance = random.Random(1912)
    sets = (tuple(chance.sample(tickable, min(4 + int(chance.expovariate(0.3)), 40))) for _ in range(MANY))
    return {ticks: ask(base, ticks) for ticks in sets}


@pytest.fixture(scope="module", params=["small", "large"])
def answers(request: pytest.FixtureRequest) -> Answers:
    found: Answers = request.getfixturevalue(request.param)
    return found


def some(wrong: Iterator[Ticks]) -> list[Ticks]:
    """The first few, to be read in the message."""
    return list(islice(wrong, 3))


def test_so_many_sets_of_ticks_are_looked_at(small: Answers, large: Answers, tickable: list[str]) -> None:
    count = len(tickable)
    assert len(small) == count + count * (count - 1) // 2 + count * (count - 1) * (count - 2) // 6
    assert len(large) > 0.99 * MANY
    assert set().union(*large) == set(tickable)


def test_the_rules_that_fire_are_those_whose_signs_are_all_there(answers: Answers, rules: Rules) -> None:
    wrong = (ticks for ticks, answer in answers.items() if answer.fired != rules.fired(ticks))
    assert some(wrong) == []


def test_the_answer_is_the_highest_level_that_fired(answers: Answers, rules: Rules) -> None:
    rank = {name: LEVELS.index(level) for name, level in rules.level.items()}
    wrong = (ticks for ticks, answer in answers.items() if answer.rank != min(map(rank.get, answer.fired.split())))
    assert some(wrong) == []


def test_one_more_symptom_never_lowers_the_answer(small: Answers) -> None:
    def lowered(ticks: Ticks) -> bool:
        fewer = combinations(ticks, len(ticks) - 1)
        return any(small[ticks].rank > small[part].rank for part in fewer if part)

    assert some(filter(lowered, small)) == []


def test_one_more_symptom_never_lowers_a_long_list(base: kb.KnowledgeBase, large: Answers) -> None:
    wrong = (ticks for ticks in islice(large, 0, None, 3) if large[ticks].rank > ask(base, ticks[:-1]).rank)
    assert some(wrong) == []


def test_no_sign_gets_less_than_its_own_rule_gives(answers: Answers, rules: Rules) -> None:
    wrong = (ticks for ticks, answer in answers.items() if answer.rank > min(rules.own[symptom] for symptom in ticks))
    assert some(wrong) == []


def test_a_warning_sign_is_always_at_least_a_call_today(base: kb.KnowledgeBase, answers: Answers) -> None:
    warning = {symptom for symptom, row in base.rows["symptoms"].items() if row["warning"]}
    assert some(t for t, answer in answers.items() if not warning.isdisjoint(t) and answer.rank > 1) == []


def test_any_belly_pain_with_any_low_back_pain_is_at_least_a_call_today(answers: Answers, rules: Rules) -> None:
    both = [t for t in answers if rules.signs(t) & rules.belly_and_back == rules.belly_and_back]
    assert len(both) > 100
    assert some(ticks for ticks in both if answers[ticks].rank > 1) == []


def test_order_and_repetition_of_ticks_change_nothing(base: kb.KnowledgeBase, large: Answers) -> None:
    chance = random.Random(12)
    for ticks in islice(large, 5_000):
        again = chance.choices(ticks, k=5) + chance.sample(ticks, len(ticks))
        assert ask(base, again) == large[ticks], again
        assert kb.assess(base, again).symptoms == tuple(dict.fromkeys(again))
