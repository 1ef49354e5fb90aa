"""Triage holds for whatever is ticked: up to three signs in every combination, and 100,000 larger sets at random."""

from __future__ import annotations

import random
from itertools import islice

import pytest
from safety.selections import INVARIANTS, LEVELS, MANY, Selections, ask

import kb


@pytest.fixture(scope="module")
def selections(base: kb.KnowledgeBase) -> Selections:
    return Selections(base)


@pytest.mark.slow
def test_so_many_sets_of_ticks_are_looked_at(selections: Selections) -> None:
    count = len(selections.tickable)
    assert len(selections.small) == count + count * (count - 1) // 2 + count * (count - 1) * (count - 2) // 6
    assert len(selections.large) > 0.99 * MANY
    assert set().union(*selections.large) == set(selections.tickable)


@pytest.mark.parametrize("which", ["small", pytest.param("large", marks=pytest.mark.slow)])
@pytest.mark.parametrize("words", INVARIANTS)
def test_it_holds_for_every_set(selections: Selections, words: str, which: str) -> None:
    answers = getattr(selections, which)
    assert list(islice(INVARIANTS[words](answers, selections.rules), 3)) == []


@pytest.mark.parametrize("words", INVARIANTS)
def test_a_wrong_answer_is_seen(selections: Selections, words: str) -> None:
    """Each check finds a set whose answer was made milder, or whose rules were left out."""
    ticks = ("belly_ache_mild", "back_ache_dull", "spotting")
    right = selections.small[ticks] if ticks in selections.small else ask(selections.base, ticks)
    wrong = {ticks: right._replace(rank=LEVELS.index("self_care"), fired="belly_pain spotting")}
    assert list(INVARIANTS[words](wrong, selections.rules)) == [ticks]


@pytest.mark.slow
def test_order_and_repetition_of_ticks_change_nothing(base: kb.KnowledgeBase, selections: Selections) -> None:
    chance = random.Random(12)
    for ticks in islice(selections.large, 5_000):
        again = chance.choices(ticks, k=5) + chance.sample(ticks, len(ticks))
        assert ask(base, again) == selections.large[ticks], again
        assert kb.assess(base, again).symptoms == tuple(dict.fromkeys(again))
